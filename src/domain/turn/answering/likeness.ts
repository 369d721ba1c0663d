/** How much of two answers is the same, from 0 to 1. From this on a person would say: you said that before. */
export const tooAlike = 0.7;

const shingle = 3;
/** Somebody may well say little twice. */
const least = { characters: 30, words: 5 } as const;
/** So much of an answer tells whether it is another one. In characters. */
const looksAt = 20_000;

/** The share of runs of three words that two texts have in common. Case, marks and blanks do not count. */
export function likeness(one: string, other: string): number {
  const [a, b] = [shinglesOf(one), shinglesOf(other)];
  const common = a.intersection(b).size;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/** How much of an answer was said before, at most. Nothing of a short one. */
export const likenessToAny = (answer: string, earlier: readonly string[]): number =>
  isLong(answer) ? Math.max(0, ...earlier.map(each => likeness(answer, each))) : 0;

const isLong = (answer: string) => answer.trim().length >= least.characters && wordsOf(answer).length >= least.words;

function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const size = Math.min(shingle, words.length);
  return new Set(words.slice(0, words.length - size + 1).map((_, at) => words.slice(at, at + size).join(' ')));
}

/** Scripts that leave no blanks between words are taken by the letter. */
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[\p{L}\p{N}\p{M}]+/gu;

const wordsOf = (text: string): readonly string[] =>
  text.slice(0, looksAt).normalize('NFKC').toLowerCase().match(word) ?? [];
