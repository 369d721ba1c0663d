import type { ChatSurface } from '../../../ports/chat.js';
import type { Entropy } from '../../../ports/entropy.js';
import type { Hash } from '../../../ports/hash.js';
import { softly } from '../../around.js';
import { messageOf, TzurotError } from '../../errors.js';
import { derivedId, idOf, referenceBytes } from '../../id.js';
import { say, type OutboxPorts } from '../../outbox/actions.js';
import type { Parcel } from '../../outbox/parcel.js';
import { defaultPersona } from '../../user/actions.js';
import type { Personality } from '../../personality/personality.js';
import { split } from '../../turn/answering/split.js';
import type { Incoming } from '../../turn/incoming.js';
import { named, program, speakerOf } from '../../turn/speaking.js';
import { discordIdOf } from '../../user/user.js';
import { failureWords } from '../failing.js';

export type SayingPorts = OutboxPorts & { readonly entropy: Entropy; readonly hash: Hash; readonly chat: ChatSurface };

/** To what something is said: a message, by whom, and where. */
export type To = Pick<Incoming, 'id' | 'venue'> & { readonly author: { readonly userId: string } };

/** Says that there is no answer: what people may read in the channel, and what concerns one of them to them alone. */
export async function sayFailure(ports: SayingPorts, to: To, personality: Personality, error: unknown): Promise<void> {
  const { by, text, reference } = failureWords(error, personality);
  await say(ports, {
    ...parcelFor(ports, ['failure', to.id, personality.id], to, text, by === 'program' ? null : personality),
    kind: by === 'program' ? 'notice' : 'failure',
    ...(reference !== null && { reference }),
  });
  if (isNews(error))
    await softly(ports.log, 'Telling somebody about their key', () => tellAlone(ports, to, messageOf(error)));
}

/** Says something that the program has to say. */
export const sayNotice = (ports: SayingPorts, to: To, error: unknown): Promise<void> =>
  say(ports, { ...parcelFor(ports, ['notice', to.id], to, messageOf(error), null), kind: 'notice' });

/** The same in other words than an error's. */
export const sayText = (ports: SayingPorts, to: To, text: string): Promise<void> =>
  say(ports, { ...parcelFor(ports, ['notice', to.id], to, text, null), kind: 'notice' });

/** In direct messages a personality greets whoever meets it there for the first time. */
export async function greetFirst(ports: SayingPorts, to: To, personality: Personality): Promise<void> {
  if (to.venue.kind === 'dm') await greet(ports, to, personality);
}

/** Says the personality's first words in a place, once for good. */
export async function greet(ports: SayingPorts, to: To, personality: Personality): Promise<boolean> {
  const words = personality.prompt.greeting ?? '';
  if (words.trim() === '') return false;
  const text = named(words, personality, await defaultPersona(ports, to.author.userId));
  const parcel = parcelFor(ports, ['greeting', to.venue.channelId, personality.id], to, text, personality);
  await say(ports, { ...parcel, kind: 'greeting' });
  return true;
}

function parcelFor(
  ports: SayingPorts,
  idParts: readonly string[],
  { venue, author }: To,
  text: string,
  personality: Personality | null,
): Omit<Parcel, 'kind'> {
  const longest = ports.chat.longestMessage(venue.channelId, personality === null ? program : speakerOf(personality));
  return {
    outboxId: derivedId(ports.hash.sha256, ...idParts),
    venue,
    personalityId: personality?.id ?? null,
    userId: author.userId,
    reference: idOf(ports.entropy.bytes(referenceBytes)),
    chunks: split(text, longest).map(chunk => chunk.text),
    footer: null,
    recordedAt: ports.clock.now(),
  };
}

/** What somebody has to know of their own key goes to them alone. */
async function tellAlone({ users, chat }: SayingPorts, { author }: To, text: string): Promise<void> {
  const user = await users.find(author.userId);
  const accountId = user && discordIdOf(user);
  if (accountId !== undefined) await chat.tell(accountId, text);
}

const isNews = (error: unknown): boolean => error instanceof TzurotError && error.facts?.['isNews'] === true;
