import { fileSections, innerSections, outerSections } from '../composing/section.js';

/** Sections that models make of what has no tag in the prompt. */
const invented = ['rules', 'instructions', 'triggered-lore', 'references'] as const;

/** What people use in role play as well. */
const theirs: readonly string[] = ['status'];

/** Each tag stands on a line of its own, and is written by nobody but us and whoever repeats us. */
export const sectionTags: readonly string[] = [...outerSections, ...innerSections, ...invented].filter(
  name => !theirs.includes(name),
);

/** The same for each file. Without the name of the file such a tag is somebody's HTML. */
export const fileTags = fileSections;

/** What models like to wrap a whole answer in. */
export const wrapperTags = ['message', 'response', 'answer', 'reply', 'output', 'assistant'] as const;

/** Any of some words, as a piece of a regular expression. The longest comes first, so that none hides another. */
export const anyOf = (words: readonly string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
    .join('|');
