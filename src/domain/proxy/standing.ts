/** What a held answer waited for: its message was copied, is gone, or was left alone. */
export type Held = 'copied' | 'gone' | 'free';

/**
 * Who answers a copy: it is answered itself; the answer that was held for its original is for it; or that one was given
 * already, to the original or to another copy.
 */
export type CopyFate = 'answer' | 'awaited' | 'answered';

/** How it stands with a message that may have been copied. One that is gone was or will be answered as its copy, if at all. */
export type Standing =
  | { readonly kind: 'held' }
  | { readonly kind: 'copied'; readonly copyId: string }
  | { readonly kind: 'gone' | 'free'; readonly copyId: string | null };

const gone: Standing = { kind: 'gone', copyId: null };
const free: Standing = { kind: 'free', copyId: null };

/** The answer to it is ready, or is being made, and waits. */
export const onHold = (standing: Standing | undefined): Standing => standing ?? { kind: 'held' };

/** It was taken away. What was decided before stays. */
export const onErased = (standing: Standing | undefined): Standing =>
  standing === undefined || standing.kind === 'held' ? gone : standing;

/** Nothing happened to it for long enough, or nothing will. */
export const onReleased = (standing: Standing | undefined): Standing =>
  standing === undefined || standing.kind === 'held' ? free : standing;

/** A copy of it came. The first one has the answer. */
export function onCopy(standing: Standing | undefined, copyId: string): Standing {
  if (standing === undefined) return { kind: 'gone', copyId };
  if (standing.kind === 'held') return { kind: 'copied', copyId };
  return standing.copyId === null ? { kind: standing.kind, copyId } : standing;
}

/** What becomes of a copy, once its original has heard of it. The same copy, brought again, has the same fate. */
export function fateOf(standing: Standing, copyId: string): CopyFate {
  if (standing.kind === 'gone' && standing.copyId === copyId) return 'answer';
  return standing.kind === 'copied' && standing.copyId === copyId ? 'awaited' : 'answered';
}

/** Whether it is known to have been copied. */
export const isCopied = (standing: Standing | undefined): boolean =>
  standing !== undefined && standing.kind !== 'held' && standing.copyId !== null;
