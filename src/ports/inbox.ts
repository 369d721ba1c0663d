import type { Accepted, Unanswered } from '../domain/inbox/accepted.js';
import type { Micros } from '../domain/time.js';

/** A message and one personality that was to answer it. */
export type Question = { readonly messageId: string; readonly personalityId: string };

/** Messages that somebody is to answer, from before any work on them begins until each has its outcomes. */
export interface Inbox {
  /**
   * Takes a message in. False when it, or the one it is a copy of, was here before: then nothing changes. A channel without
   * a mark has one from then on.
   */
  accept(accepted: Accepted): Promise<boolean>;
  /** Those that are not done, in the order in which they came. */
  waiting(): Promise<Accepted[]>;
  /** It has all its outcomes. What it said is not kept here any longer; that it came is. */
  done(messageId: string, at: Micros): Promise<void>;
  /**
   * Notes what became of it where nothing is to be said. False, and nothing changes, when that was noted before. An answer
   * notes its outcome itself.
   */
  settle(question: Question, outcome: Unanswered, at: Micros): Promise<boolean>;
  /** Whether it is known what became of it. */
  isSettled(question: Question): Promise<boolean>;
  /** Forgets that messages came which were done before this moment. */
  prune(before: Micros): Promise<number>;

  /** Up to which message a channel was seen, by the surface's ids. */
  marks(): Promise<ReadonlyMap<string, string>>;
  /** Moves marks forward. An older one than is there changes nothing. */
  mark(seen: ReadonlyMap<string, string>): Promise<void>;
  /**
   * Channels in which something may have been missed: where somebody is activated or was answered after `guildsSince`, and
   * direct messages and threads in which somebody was answered after `closeSince`.
   */
  attended(since: { readonly guildsSince: Micros; readonly closeSince: Micros }): Promise<string[]>;
}
