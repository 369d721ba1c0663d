import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWordAt, nameKey, wordsOf } from '../../../src/domain/personality/words.js';

describe('the form under which a name is unique', () => {
  it.each([
    ['case', 'LILY', 'lily'],
    ['spaces around it', '  Lily ', 'Lily'],
    ['kinds of space', 'Night\u00a0 Queen', 'night queen'],
    ['kinds of quote', 'Queen’s', "queen's"],
    ['markup', '**Dr.** X', 'Dr. X'],
    ['punctuation around it', '«Lily!»', 'lily'],
    ['the selector of a picture', '❤️', '❤'],
    ['an accent in two characters', 'e\u0301clair', 'Éclair'],
  ])('does not depend on %s', (_, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each([
    ['spaces and hyphens', 'night queen', 'night-queen'],
    ['spaces and nothing', 'night queen', 'nightqueen'],
    ['a full stop inside and none', 'Dr. X', 'Dr X'],
    ['letters with and without an accent', 'éclair', 'eclair'],
    ['a picture and none', 'Luna 🌙', 'Luna'],
  ])('tells %s apart', (_, one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  it.each(['', '  ', '!?', '***', '@', '\ufe0f', '\u200d'])(
    'is empty where there is nothing to call somebody by: %j',
    name => {
      expect(nameKey(name)).toBe('');
    },
  );

  it('has itself for its form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ß', 'É', ' ', '-', '. ', '’', '*', '🌙', '\ufe0f', '1') }),
        name => {
          expect(nameKey(nameKey(name))).toBe(nameKey(name));
        },
      ),
      { seed: 1815, numRuns: 1000 },
    );
  });
});

describe('the words of a text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'É', ' ', '.', '*', '🌙', '\u0301', '\ufe0f', '@', '灯') });

  it('stand where they say', () => {
    fc.assert(
      fc.property(text, whole => {
        const words = [...wordsOf(whole)];
        expect(words.every(({ start }) => isWordAt(whole, start))).toBe(true);
        expect(words.map(({ start, end }) => end - start).every(length => length > 0)).toBe(true);
      }),
      { seed: 1815, numRuns: 1000 },
    );
  });

  it('are the same wherever one begins to read', () => {
    fc.assert(
      fc.property(text, whole => {
        const words = [...wordsOf(whole)];
        const second = words[1];
        const rest = second === undefined ? [] : [...wordsOf(whole, second.start)];
        expect(rest.map(({ start }) => start)).toEqual(words.slice(1).map(({ start }) => start));
      }),
      { seed: 1815, numRuns: 1000 },
    );
  });
});
