import { microsPerMs, microsPerSecond, type Micros } from '../time.js';

/** What their clock said, and what ours said before the question and after the answer. */
export type Reading = { readonly before: Micros; readonly after: Micros; readonly theirs: Micros };

/**
 * By how many milliseconds our clock is ahead of theirs, at least; negative where it is behind. They say whole seconds,
 * and answered at some moment in between: what that may explain is no difference.
 */
export function skewOf({ before, after, theirs }: Reading): number {
  const ahead = before - (theirs + microsPerSecond);
  const behind = after - theirs;
  if (ahead > 0) return Math.round(ahead / microsPerMs);
  return behind < 0 ? Math.round(behind / microsPerMs) : 0;
}
