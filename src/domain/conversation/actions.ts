import type { Clock } from '../../ports/clock.js';
import type { Conversations } from '../../ports/conversations.js';
import type { Entropy } from '../../ports/entropy.js';
import { idBytes, idOf } from '../id.js';
import type { HistoryFilter, HistoryLine } from './history.js';
import type { Conversation } from './line.js';
import type { Venue } from './venue.js';

export type ConversationPorts = {
  readonly conversations: Conversations;
  readonly clock: Clock;
  readonly entropy: Entropy;
};

/** Begins a new conversation. What was said before is memory from here on. */
export async function begin(ports: ConversationPorts, venue: Venue): Promise<Conversation> {
  const conversation = {
    id: idOf(ports.entropy.bytes(idBytes)),
    channelId: venue.channelId,
    startedAt: ports.clock.now(),
  };
  await ports.conversations.begin(conversation, venue);
  return conversation;
}

/** The conversation that is going on, or a first one. */
export const join = async (ports: ConversationPorts, venue: Venue): Promise<Conversation> =>
  (await ports.conversations.current(venue.channelId)) ?? begin(ports, venue);

/** Who spoke last in a place. */
export const lastSpeaker = (ports: ConversationPorts, channelId: string): Promise<string | undefined> =>
  ports.conversations.lastSpeaker(channelId);

/** What was said, newest first. */
export const history = (ports: ConversationPorts, filter: HistoryFilter): Promise<HistoryLine[]> =>
  ports.conversations.history(filter);
