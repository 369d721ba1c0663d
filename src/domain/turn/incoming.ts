import type { Venue } from '../conversation/venue.js';
import type { Micros } from '../time.js';
import type { Mentions } from './mentions.js';
import type { Reference } from './references/reference.js';
import type { Attachment } from './seeing/attachment.js';

/** A message that reached us, as the chat surface understood it. */
export type Incoming = {
  /** The surface's own id for the message. The same message always has the same one. */
  readonly id: string;
  readonly text: string;
  readonly author: {
    readonly userId: string;
    /** The surface's own id of who speaks. */
    readonly accountId: string;
    readonly name: string | null;
    readonly kind: AuthorKind;
    /** Who of those that share the account, where it is shared. */
    readonly member?: string;
  };
  readonly venue: Venue;
  /** What the place is called now. Null where it has no names. */
  readonly place: PlaceNames | null;
  readonly saidAt: Micros;
  /** Whom it replies to, if it is a reply. */
  readonly replyTo: ReplyTarget | null;
  /** Messages that the surface found it to refer to: what it replies to, to begin with. */
  readonly references: readonly Reference[];
  /** What the ids in its text stand for. */
  readonly mentions: Mentions;
  readonly attachments: readonly Attachment[];
  /** What else came with it, in words. */
  readonly asides: readonly string[];
  /** What its author is in this place, by the names of their roles there. */
  readonly roles: readonly string[];
  /** It mentions the program itself rather than a personality. */
  readonly mentionsBot: boolean;
};

/** What people call a place. None of it is kept. */
export type PlaceNames = {
  readonly server: string | null;
  readonly channel: string | null;
  readonly thread: string | null;
  readonly topic: string | null;
};

/** A message of nothing but text. */
export const plain = {
  place: null,
  replyTo: null,
  references: [],
  mentions: { people: [], channels: [], roles: [] },
  attachments: [],
  asides: [],
  roles: [],
  mentionsBot: false,
} as const satisfies Partial<Incoming>;

/**
 * Copies that a proxy bot posts are people speaking; any other bot, and we ourselves, are not. `unknown`: a person, but
 * nobody can say which.
 */
export type AuthorKind = 'person' | 'proxied' | 'unknown' | 'self' | 'bot';

export type ReplyTarget = { readonly kind: 'personality'; readonly slug: string } | { readonly kind: 'person' };
