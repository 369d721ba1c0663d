import type { Venue } from '../conversation/venue.js';
import type { Micros } from '../time.js';
import type { PlaceNames } from '../turn/incoming.js';
import type { Mentions } from '../turn/mentions.js';

/**
 * Who wrote a message, as a surface knows it. `self`: this program, under whatever name. `proxy`: a copy that a proxy bot
 * posted of what a person wrote; who that is has to be asked. `bot`: any other program, webhooks of others included.
 */
export type Author = {
  /** The surface's own id of the account; of a webhook its id. */
  readonly accountId: string;
  /** What they are called here. */
  readonly name: string;
  readonly kind: 'person' | 'proxy' | 'self' | 'bot';
  /** Who of those that share an account, once that was asked. */
  readonly member?: string;
};

/** A message as it stands somewhere. */
export type Overheard = {
  /** The surface's own id. */
  readonly id: string;
  readonly channelId: string;
  /** Null where the channel has no name, or that is nobody's business. */
  readonly channelName: string | null;
  readonly author: Author;
  /** As it was typed, mentions as ids. */
  readonly text: string;
  readonly mentions: Mentions;
  /**
   * What came with it besides text, in words: stickers, embeds, forwarded messages, polls, and names of files, but not of
   * those that are there as `files`.
   */
  readonly asides: readonly string[];
  readonly saidAt: Micros;
};

/** A file that hangs on a message. Its bytes are fetched when they are needed: its address does not last. */
export type FileReference = { readonly name: string; readonly url: string; readonly bytes: number };

/** Where somebody speaks, as far as it matters to who may answer. */
export type Whereabouts = {
  readonly venue: Venue;
  /** The channel that a thread or a post belongs to. */
  readonly parentId: string | null;
  readonly names: PlaceNames | null;
  /** Whether everybody here has said that they are of age. Null where that could not be looked up. */
  readonly isAgeRestricted: boolean | null;
  /** The roles of the speaker by name, highest first, without the one that everybody has. */
  readonly roles: readonly string[];
};

/** The message that another one replies to. What it says is null where it is gone or could not be read. */
export type RepliedTo = {
  readonly messageId: string;
  readonly channelId: string;
  readonly message: Overheard | null;
};

/** A message that reached us from a surface, as that surface understood it. Plain data: it is kept until it is answered. */
export type Said = Overheard & {
  readonly where: Whereabouts;
  readonly replyTo: RepliedTo | null;
  readonly files: readonly FileReference[];
  /** The descriptions of its embeds, as they were written: a proxy bot puts the message it replies to there. */
  readonly embedded: readonly string[];
  /** It mentions the program itself. */
  readonly mentionsUs: boolean;
};

/** What a message says now, after somebody has changed it. */
export type Edited = Pick<Overheard, 'id' | 'channelId' | 'text'>;

/** Messages that are gone. */
export type Erased = { readonly channelId: string; readonly ids: readonly string[] };
