import type { Rate } from '../domain/limits/bucket.js';
import type { Micros } from '../domain/time.js';

/** One of what may be done only so often: of what kind, by whom or where, and how often. */
export type Claim = { readonly kind: string; readonly subject: string; readonly rate: Rate };

export type Taken =
  | { readonly ok: true }
  /** The first claim that has to wait, until when, and whether this is the first time in a while that it is told so. */
  | { readonly ok: false; readonly claim: Claim; readonly freeAt: Micros; readonly isFirst: boolean };

/** How often things were done. Kept over restarts. */
export interface Buckets {
  /** Takes one for each of these claims, or none at all. Atomic. */
  take(claims: readonly Claim[], now: Micros): Promise<Taken>;
}
