import type { Subject } from '../../found.js';
import { isUuid } from './values.js';

/** Somebody, if anything of them is known. */
export const subjectOf = (foreignId: string | null, slug: string | null): Subject | null =>
  foreignId === null && slug === null ? null : { foreignId, slug };

/** The one form in which slugs of paths, configs and lists meet. */
export function slugIn(text: string | null | undefined): string | null {
  const slug = text?.trim().toLowerCase() ?? '';
  return slug === '' ? null : slug;
}

/** Somebody named by one word, be it an id or a slug. */
export const named = (word: string): Subject | null =>
  isUuid(word.trim()) ? subjectOf(word.trim(), null) : subjectOf(null, slugIn(word));
