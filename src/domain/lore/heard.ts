import { nameKey, wordsOf } from '../personality/words.js';
import { fold } from '../text/fold.js';

/** A text in the forms in which keys are looked for in it. Each is made when it is first needed. */
export type Heard = {
  readonly raw: string;
  /** Folded words and the gaps between them. */
  readonly words: () => string;
  /** The same with upper and lower case. */
  readonly casedWords: () => string;
  /** Folded, character for character. */
  readonly letters: () => string;
  readonly casedLetters: () => string;
};

export const heard = (raw: string): Heard => ({
  raw,
  words: lazily(() => nameKey(raw) || fold(raw)),
  casedWords: lazily(() => casedKey(raw)),
  letters: lazily(() => fold(raw)),
  casedLetters: lazily(() => raw.normalize('NFKC')),
});

/** Several texts as one. No plain key is found across two of them. */
export function together(texts: readonly Heard[]): Heard {
  const joined = (form: (text: Heard) => string) => lazily(() => texts.map(form).join('\n'));
  return {
    raw: texts.map(({ raw }) => raw).join('\n'),
    words: joined(({ words }) => words()),
    casedWords: joined(({ casedWords }) => casedWords()),
    letters: joined(({ letters }) => letters()),
    casedLetters: joined(({ casedLetters }) => casedLetters()),
  };
}

/** The words of a text with upper and lower case, and the gaps between them. */
export function casedKey(text: string): string {
  let key = '';
  for (const { start, end, gap } of wordsOf(text)) {
    const word = text.slice(start, end).normalize('NFKC');
    key += key === '' ? word : gap + word;
  }
  return key;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
