import { fold } from '../text/fold.js';

/** A word of a text: its folded form, the gap before it, and where it stands. */
export type Word = { readonly folded: string; readonly gap: string; readonly start: number; readonly end: number };

const pattern = /(?:(?!\ufe0e|\ufe0f)[\p{L}\p{N}\p{M}])+|\p{So}/gu;
const beginning = /(?!\ufe0e|\ufe0f)[\p{L}\p{N}\p{M}\p{So}]/uy;
const quotes = /[\u2018\u2019\u02bc\uff07]/g;
const markup = /[*~|]|\ufe0e|\ufe0f|\u200d/g;

/** The words of a text from a position on. */
export function* wordsOf(text: string, from = 0): Generator<Word> {
  let last = from;
  for (const match of text.slice(from).matchAll(pattern)) {
    const start = from + match.index;
    const end = start + match[0].length;
    yield { folded: fold(match[0]), gap: gapOf(text.slice(last, start)), start, end };
    last = end;
  }
}

/** Says whether a word begins at a position. */
export function isWordAt(text: string, position: number): boolean {
  beginning.lastIndex = position;
  return beginning.test(text);
}

/** What stands between two words, without what readers do not see: markup, kinds of space, kinds of quote. */
const gapOf = (between: string): string =>
  between.replace(markup, '').replace(quotes, "'").replace(/\s+/g, ' ').normalize('NFKC');

/** The form under which a name is unique: its words and the gaps between them. Empty when nothing can be said aloud. */
export function nameKey(name: string): string {
  let key = '';
  for (const word of wordsOf(name)) key += key === '' ? word.folded : word.gap + word.folded;
  return key;
}
