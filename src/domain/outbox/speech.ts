import type { Button } from './parcel.js';

/** Who says something: a personality, or the program itself. */
export type Speaker = {
  readonly slug: string;
  readonly name: string;
  /** The SHA-256 of its picture. */
  readonly avatar: string | null;
};

/** One message on its way to people. It pings nobody, whatever its text says. */
export type Post = {
  readonly outboxId: string;
  /** Which part of what is said this is, from 0. */
  readonly ordinal: number;
  readonly channelId: string;
  readonly speaker: Speaker;
  /** Short enough for the surface. */
  readonly text: string;
  /** What stands under it in small print, and is no part of it. Only the last part has any. */
  readonly footer: string | null;
  /** What may be pressed under it. Only the last part has any. */
  readonly buttons: readonly Button[];
  /** By which name what is pressed can be found again, and by the surface's id whom it obeys. */
  readonly reference: string;
  readonly obeys: string | null;
  /** The id of a message in whose place it comes, if it is still there. */
  readonly inPlaceOf: string | null;
  readonly mentions: 'none';
};
