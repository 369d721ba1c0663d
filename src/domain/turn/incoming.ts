import type { Venue } from '../conversation/venue.js';
import type { Micros } from '../time.js';

/** A message that reached us, as the chat surface understood it. */
export type Incoming = {
  /** The surface's own id for the message. The same message always has the same one. */
  readonly id: string;
  readonly text: string;
  readonly author: { readonly userId: string; readonly name: string | null; readonly kind: AuthorKind };
  readonly venue: Venue;
  readonly saidAt: Micros;
  /** Whom it replies to, if it is a reply. */
  readonly replyTo: ReplyTarget | null;
  /** It mentions the program itself rather than a personality. */
  readonly mentionsBot: boolean;
};

/** Copies that a proxy bot posts are people speaking; any other bot, and we ourselves, are not. */
export type AuthorKind = 'person' | 'proxied' | 'self' | 'bot';

export type ReplyTarget = { readonly kind: 'personality'; readonly slug: string } | { readonly kind: 'person' };
