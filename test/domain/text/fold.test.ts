import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fold } from '../../../src/domain/text/fold.js';

const everyCharacter = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter(code => code < 0xd800 || code > 0xdfff)
  .map(code => String.fromCodePoint(code));

/** The Turkish i with and without a dot are letters of their own. */
const apart = new Set(['ı', 'İ']);

it.each([
  ['upper and lower case', 'LILITH', 'lilith'],
  ['ß and ss', 'Weiß', 'WEISS'],
  ['a capital ß and ss', 'WEIẞ', 'weiss'],
  ['both lower-case sigmas', 'Σίσυφος', 'ΣΊΣΥΦΟΣ'],
  ['an accent apart and in one', 'e\u0301clair', 'Éclair'],
  ['letters of full and of half width', 'Ｌｉｌｉｔｈ', 'lilith'],
  ['letters in fancy dress', '𝓛𝓲𝓵𝓲𝓽𝓱', 'lilith'],
  ['a ligature and its letters', 'ﬁsh', 'FISH'],
  ['a Roman numeral and its letters', 'Ⅳ', 'iv'],
  ['Cyrillic cases', 'МАЯК', 'маяк'],
])('takes %s for the same', (_, one, other) => {
  expect(fold(one)).toBe(fold(other));
});

it.each([
  ['an accent and none', 'resume', 'résumé'],
  ['a dotless i and an i', 'ılık', 'ilik'],
  ['Latin and Cyrillic letters that look alike', 'cop', 'сор'],
])('tells %s apart', (_, one, other) => {
  expect(fold(one)).not.toBe(fold(other));
});

it('folds every letter like its capital and its small one', () => {
  const unlike = everyCharacter.filter(
    letter =>
      !apart.has(letter) &&
      (fold(letter) !== fold(letter.toUpperCase()) || fold(letter) !== fold(letter.toLowerCase())),
  );
  expect(unlike).toEqual([]);
});

it('folds a folded character no further', () => {
  expect(everyCharacter.filter(letter => fold(fold(letter)) !== fold(letter))).toEqual([]);
});

it('folds a folded text no further', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { seed: 1815, numRuns: 2000 },
  );
});
