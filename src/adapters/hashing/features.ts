import { fold } from '../../domain/text/fold.js';

/** Something a text has, and how much that says about it. */
export type Feature = { readonly name: string; readonly weight: number };

const word = /[\p{L}\p{N}\p{M}]+/gu;
const longestWord = 64;
const weights = { word: 1, pair: 0.5, piece: 0.3 } as const;
const pieceLengths = [3, 4] as const;

/** The words of a text, which stand beside which, and what they are made of: so that related forms share something. */
export function featuresOf(text: string): Feature[] {
  const words = Array.from(fold(text).matchAll(word), ([found]) => found.slice(0, longestWord));
  if (words.length === 0) return [{ name: 'no words', weight: weights.word }];
  return words.flatMap((each, index) => [
    { name: `word ${each}`, weight: weights.word },
    ...(index === 0 ? [] : [{ name: `pair ${words[index - 1]} ${each}`, weight: weights.pair }]),
    ...piecesOf(` ${each} `).map(piece => ({ name: `piece ${piece}`, weight: weights.piece })),
  ]);
}

const piecesOf = (text: string): string[] =>
  pieceLengths.flatMap(length =>
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length)),
  );
