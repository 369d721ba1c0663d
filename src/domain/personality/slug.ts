import { TzurotError } from '../errors.js';

export const longestSlug = 50;
const shape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** A slug is what scripts call a personality by: lower case, digits and single hyphens, beginning with a letter. */
export const isSlug = (text: string): boolean => text.length <= longestSlug && shape.test(text);

/** Takes a slug, or says what would be one. */
export function parseSlug(text: string): string {
  if (isSlug(text)) return text;
  const near = slugOf(text);
  const hint = near === undefined ? '' : ` “${near}” would do.`;
  throw new TzurotError(
    'invalid',
    `“${text}” is not a slug: lower-case letters, digits and single hyphens, beginning with a letter, ${longestSlug} at most.${hint}`,
  );
}

/** The slug nearest to a name, or undefined when nothing of the name is left. */
export function slugOf(name: string): string | undefined {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, longestSlug)
    .replace(/-+$/, '');
  return isSlug(plain) ? plain : undefined;
}
