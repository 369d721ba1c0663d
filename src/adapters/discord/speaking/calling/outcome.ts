/**
 * What came of asking Discord for something. It did it; it refused, and did nothing; it never got the question; or nobody
 * knows what it did.
 */
export type Outcome =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number; readonly code: number }
  | { readonly kind: 'unsent'; readonly why: string; readonly afterMs: number | null }
  | { readonly kind: 'unclear'; readonly why: string };

/** It was asked too much at once. */
export type Limited = {
  readonly kind: 'limited';
  /** How long it wants to be left alone. Null where it did not say so. */
  readonly afterMs: number | null;
  readonly isGlobal: boolean;
  /** Others who ask for the same have used it up; such an answer is not held against us. */
  readonly isShared: boolean;
};
