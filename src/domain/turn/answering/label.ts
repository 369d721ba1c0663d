import { anyOf } from './tags.js';

/** One of some names in front of a line, as people and models write it: `Ada:`, `**Ada:**`, `[Ada]:`. */
export const labelOf = (names: readonly string[]): string =>
  String.raw`(?:\*\*|__|\*|_|\[|\()?(?:${anyOf(names)})(?:\*\*|__|\*|_|\]|\))? ?[:：](?:\*\*|__|\*|_)?`;

const longestDecoration = 7;

/** Whether the beginning of a line may still become a label. */
export function mayBeLabel(beginning: string, names: readonly string[]): boolean {
  const written = beginning.trimStart().toLowerCase();
  const bare = written.replace(/^(?:\*\*?|__?|\[|\()/, '');
  return names.some(name => [written, bare].some(each => begins(each, name.toLowerCase())));
}

const begins = (line: string, name: string): boolean =>
  line.length <= name.length + longestDecoration && name.startsWith(line.slice(0, name.length));
