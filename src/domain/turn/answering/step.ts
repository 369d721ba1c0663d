import type { About } from './about.js';

/** What is left of an answer, and what was taken out of it. */
export type Taken = { readonly text: string; readonly removed: readonly string[] };

/**
 * One look at an answer. Of an unfinished one it leaves out all that a later text might change: what it gives is the
 * beginning of what it will give in the end.
 */
export type Step = (text: string, about: About, isFinished: boolean) => Taken;

export const untouched = (text: string): Taken => ({ text, removed: [] });
