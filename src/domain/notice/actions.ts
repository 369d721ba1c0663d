import type { Activations } from '../../ports/activations.js';
import type { ChatSurface } from '../../ports/chat.js';
import type { Log } from '../../ports/log.js';
import type { Notices } from '../../ports/notices.js';
import { softly } from '../around.js';
import type { Failure } from '../calling/failure.js';
import { TzurotError } from '../errors.js';
import { microsPerDay, microsPerHour } from '../time.js';
import { owner, meet, type UserPorts } from '../user/actions.js';
import { discordIdOf, type User } from '../user/user.js';
import { lackInWords, type Lack } from './lack.js';

/** Through which somebody is told of something alone. */
export type TellingPorts = UserPorts & {
  readonly chat: ChatSurface;
  readonly notices: Notices;
  readonly log: Log;
};

export type NoticePorts = TellingPorts & { readonly activations: Activations };

const lackEvery = 7 * microsPerDay;
const troubleEvery = 6 * microsPerHour;

/** Tells whoever brought somebody into a channel, else the owner, what is missing there. Once in a week, and nobody else. */
export async function noteLack(ports: NoticePorts, channelId: string, lack: Lack): Promise<void> {
  ports.log.warn('Something is missing to speak in a channel', { channelId, lack });
  const [activation] = (await ports.activations.of([channelId])).filter(({ activatedBy }) => activatedBy !== null);
  const foreignId = activation?.activatedBy ?? ports.ownerId;
  if (foreignId === null) return;
  const user = await meet(ports, { platform: 'discord', foreignId, name: null });
  await tellOnce(
    ports,
    user,
    { kind: `lack:${lack}`, subject: channelId, every: lackEvery },
    lackInWords(channelId, lack),
  );
}

/** Tells the owner of something that only they can see to. Of each kind once in six hours. */
export async function tellOwner(ports: TellingPorts, kind: string, text: string): Promise<void> {
  if (ports.ownerId === null) return;
  await tellOnce(ports, await owner(ports), { kind: 'owner', subject: kind, every: troubleEvery }, text);
}

/** Tells the owner that nothing can be written down, which therefore cannot be noted anywhere either. */
export async function tellOwnerUnnoted({ ownerId, chat }: TellingPorts, text: string): Promise<void> {
  if (ownerId !== null) await chat.tell(ownerId, text);
}

/** What only the owner can see to, of what kept somebody from answering: their key, their credit, their model. */
export async function tellOfFailure(ports: TellingPorts, error: unknown): Promise<void> {
  const { failure, operator, payer } = (error instanceof TzurotError ? error.facts : undefined) ?? {};
  if (payer !== 'system' || typeof operator !== 'string' || !theirs.some(each => each === failure)) return;
  await tellOwner(ports, String(failure), operator);
}

const theirs = ['authentication', 'out-of-credit', 'model-missing'] as const satisfies readonly Failure[];

type Occasion = { readonly kind: string; readonly subject: string; readonly every: number };

async function tellOnce(
  ports: TellingPorts,
  user: User,
  { kind, subject, every }: Occasion,
  text: string,
): Promise<void> {
  const accountId = discordIdOf(user);
  if (accountId === undefined || !(await ports.notices.claim(user.id, kind, subject, every, ports.clock.now()))) return;
  await softly(ports.log, 'Telling somebody what is wrong', () => ports.chat.tell(accountId, text));
}
