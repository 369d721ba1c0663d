import type { Recalled } from '../memory/recall.js';
import type { Payer, Spent } from '../usage/usage.js';
import type { IgnoredReason } from './route.js';

/** A personality's answer to a message. */
export type Answer = {
  readonly kind: 'answered';
  readonly slug: string;
  readonly reply: string;
  readonly reference: string;
  /** Null when the answer was there already: a message is answered once, however often it arrives. */
  readonly made: Made | null;
};

/** A personality that could not answer. Nothing of it was kept. */
export type Failed = { readonly kind: 'failed'; readonly slug: string; readonly error: unknown };

/** How an answer came about. */
export type Made = {
  readonly model: string;
  readonly provider: string;
  readonly payer: Payer;
  /** On all that was tried. */
  readonly spent: Spent;
  readonly memories: readonly Recalled[];
  /** What whoever paid should know besides. */
  readonly remarks: readonly string[];
};

/** Why nothing is said: nobody is to answer, it was asked too often, or nobody pays and that was said before. */
export type Silence = IgnoredReason | 'too-often' | 'nobody-pays';

/** What became of a message. */
export type Heard =
  | { readonly kind: 'answered'; readonly answers: readonly Answer[]; readonly failed: readonly Failed[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'ignored'; readonly because: Silence };
