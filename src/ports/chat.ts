import type { FileReference, Overheard } from '../domain/inbox/said.js';
import type { Post, Speaker } from '../domain/outbox/speech.js';
import type { Micros } from '../domain/time.js';
import type { MessageLink } from '../domain/turn/references/links.js';

export type { Post, Speaker };

/** The beginning of an answer that is still being made: the whole text so far. Empty: nothing will come of it. */
export type Draft = Pick<Post, 'outboxId' | 'channelId' | 'speaker' | 'text'>;

/** What came of posting: it arrived under this id, or nobody knows whether it did. */
export type Posted =
  | { readonly kind: 'posted'; readonly id: string }
  | { readonly kind: 'uncertain'; readonly cause: unknown };

/** Where people read and write. */
export interface ChatSurface {
  /** How many UTF-16 units one message of this speaker may have in this place. */
  longestMessage(channelId: string, speaker: Speaker): number;
  /**
   * Posts one message, after those that were given to it before for the same place. Throws `unavailable` when it certainly
   * did not arrive and another time it may; `denied` and `not_found` when it never will, as things are: no permission, no
   * such place, nobody who takes it. Posting the same again may post it twice.
   */
  post(post: Post): Promise<Posted>;
  /**
   * The ids of messages that may be this post, from no earlier than this moment, oldest first: of this program, in that
   * place, under that name, with that text. Those that have been seen to arrive are told at once; `looking` asks the
   * service. Throws `unavailable` when it cannot be asked.
   */
  sightings(post: Post, since: Micros, looking: boolean): Promise<readonly string[]>;
  /**
   * Changes a message of ours, or takes it away. False where it is gone. Throws as `post` does.
   */
  rewrite(post: Post, id: string): Promise<boolean>;
  erase(channelId: string, id: string): Promise<boolean>;
  /**
   * Shows a draft. `post` of the same outbox puts its first part in place of it. Surfaces that cannot take text back or have
   * nowhere to show it ignore this. Never throws.
   */
  draft(draft: Draft): void;
  /** Shows that an answer is being made until the signal says that it is over. Never throws. */
  typing(channelId: string, until: AbortSignal): void;
  /**
   * The messages behind links, in their order and each as it stands now. One is left out where there is no such message
   * here, or where the account of this id may not read it. Throws `unavailable` when they could not be looked up.
   */
  quote(links: readonly MessageLink[], accountId: string): Promise<Overheard[]>;
  /** The newest messages of a place before this one, at most so many, oldest first. Throws `unavailable` likewise. */
  recent(channelId: string, before: string, most: number): Promise<Overheard[]>;
  /** What is in a file that hangs on a message. Throws `unavailable` when it cannot be fetched, or is too large. */
  contentOf(file: FileReference): Promise<Uint8Array>;
  /** Tells one person something that nobody else reads. False where they do not take it. Throws `unavailable`. */
  tell(accountId: string, text: string): Promise<boolean>;
}

/** What can be told apart from the rest of a surface: sending, and finding again what was sent. */
export type Sending = Pick<ChatSurface, 'post' | 'sightings'>;
