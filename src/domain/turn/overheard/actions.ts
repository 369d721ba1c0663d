import type { ChatSurface } from '../../../ports/chat.js';
import type { Hash } from '../../../ports/hash.js';
import type { Log } from '../../../ports/log.js';
import type { Outbox } from '../../../ports/outbox.js';
import type { Personalities } from '../../../ports/personalities.js';
import type { Users } from '../../../ports/users.js';
import { softly } from '../../around.js';
import type { Conversation, Line, Speaker } from '../../conversation/line.js';
import { derivedId } from '../../id.js';
import type { Overheard } from '../../inbox/said.js';
import type { Incoming } from '../incoming.js';
import type { Quote } from '../references/reference.js';
import { program } from '../speaking.js';
import { interleaved } from './interleaved.js';
import { wordsOf } from './words.js';

export type OverhearingPorts = {
  readonly chat: ChatSurface;
  readonly outbox: Outbox;
  readonly personalities: Personalities;
  readonly users: Users;
  readonly hash: Hash;
  readonly log: Log;
};

type Moment = {
  readonly message: Pick<Incoming, 'id' | 'venue'>;
  readonly conversation: Conversation;
  readonly settings: { readonly historyMessages: number };
};

/** The lines of a conversation, with what else was said around them since it began. That is context, and never memory. */
export async function around(
  ports: OverhearingPorts,
  { message, conversation, settings }: Moment,
  lines: readonly Line[],
): Promise<readonly Line[]> {
  const { platform, channelId } = message.venue;
  if (platform !== 'discord') return lines;
  const looking = () => ports.chat.recent(channelId, message.id, Math.min(settings.historyMessages, mostOverheard));
  const recent = (await softly(ports.log, 'Looking what was said before', looking)) ?? [];
  const others = recent.filter(({ author, saidAt }) => author.kind !== 'self' && saidAt >= conversation.startedAt);
  const overheard = others.map(async each => ({
    id: derivedId(ports.hash.sha256, 'line', platform, each.id),
    conversationId: conversation.id,
    speaker: await speakerOf(ports, each),
    text: wordsOf(each),
    saidAt: each.saidAt,
  }));
  return interleaved(lines, await Promise.all(overheard));
}

/** As many as the surface gives at once. */
const mostOverheard = 100;

/** A message as somebody can refer to it. */
export const quoteOf = async (ports: OverhearingPorts, overheard: Overheard): Promise<Quote> => ({
  id: overheard.id,
  channelId: overheard.channelId,
  speaker: await speakerOf(ports, overheard),
  text: wordsOf(overheard),
  saidAt: overheard.saidAt,
  channelName: overheard.channelName,
});

/** Who said it, as far as they are known here. */
async function speakerOf(ports: OverhearingPorts, { id, channelId, author }: Overheard): Promise<Speaker> {
  if (author.kind === 'self') {
    const sent = await ports.outbox.sentAs(channelId, id);
    const who = sent?.personalityId == null ? undefined : await ports.personalities.findById(sent.personalityId);
    if (who !== undefined) return { kind: 'personality', id: who.id, name: who.displayName };
    return { kind: 'person', id: strangerId(author.accountId), name: author.name || program.name };
  }
  const user = await ports.users.findByAccount({ platform: 'discord', foreignId: author.accountId });
  return { kind: 'person', id: user?.id ?? strangerId(author.accountId), name: author.name };
}

/** Somebody of whom nothing is stored. */
const strangerId = (accountId: string) => `stranger:discord:${accountId}`;
