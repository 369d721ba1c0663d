import type { HistoryFilter, HistoryLine } from '../domain/conversation/history.js';
import type { Conversation, Line } from '../domain/conversation/line.js';
import type { Venue } from '../domain/conversation/venue.js';

/** What was said, in order. */
export interface Conversations {
  /** The one that is going on in a channel, or undefined before the first. */
  current(channelId: string): Promise<Conversation | undefined>;
  /** Begins a new one in this venue, which from now on is the current one. */
  begin(conversation: Conversation, venue: Venue): Promise<void>;
  /** The newest lines, oldest of them first, and how many older ones there are. */
  lines(conversationId: string, newest: number): Promise<{ readonly lines: Line[]; readonly older: number }>;
  /** Who spoke last in a channel, as a personality's slug. */
  lastSpeaker(channelId: string): Promise<string | undefined>;
  /**
   * A message that somebody wrote says something else: so do its line, and what is remembered of it. False where it is
   * none of ours, or one of a personality's.
   */
  reword(channelId: string, platformId: string, text: string): Promise<boolean>;
  /**
   * Messages are gone from their channel. A line goes with its message, and with the last part of it where it was posted in
   * several, and so does what is remembered of it. Says how many lines went.
   */
  withdraw(channelId: string, platformIds: readonly string[]): Promise<number>;
  /** What one person and one personality said to each other anywhere, newest first. */
  history(filter: HistoryFilter): Promise<HistoryLine[]>;
}
