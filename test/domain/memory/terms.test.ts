import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../src/domain/memory/terms.js';

describe('the terms of a text', () => {
  it('are its words in order, as often as they stand there', () => {
    expect(termsOf('Lantern, raven; lantern!')).toEqual(['lantern', 'raven', 'lantern']);
  });

  it.each([
    ['case', 'LANTERN', 'lantern'],
    ['endings', 'lanterns burning', 'lantern burned'],
    ['accents', 'naïveté', 'naivete'],
    ['kinds of letters', 'ｌａｎｔｅｒｎ', 'lantern'],
    ['apostrophes', 'o’clock', "o'clock"],
    ['spelling of ß', 'Straße', 'STRASSE'],
  ])('do not depend on %s', (_, one, other) => {
    expect(termsOf(one)).toEqual(termsOf(other));
  });

  it('leave out the words that say nothing', () => {
    expect(termsOf("What do you think of the lantern? I don't know what it's for.")).toEqual([
      'think',
      'lantern',
      'know',
    ]);
  });

  it.each(['', ' \n', '?!', 'the and of', '🌙', '\u0301', '\ufe0f'])(
    'are none where there is nothing to find it by: %j',
    text => {
      expect(termsOf(text)).toEqual([]);
    },
  );

  it('are words, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const odd = termsOf(text).filter(
          term => term === '' || term.length > 64 || /[\s"'*():]/.test(term) || !term.isWellFormed(),
        );
        expect(odd).toEqual([]);
      }),
      { seed: 1815, numRuns: 5000 },
    );
  });

  it('of a very long word are no longer than a term may be, and whole characters', () => {
    for (const letter of ['x', '灯', '𐐨']) {
      const [term = ''] = termsOf(`a${letter.repeat(1000)}`);
      expect(term.length).toBeLessThanOrEqual(64);
      expect(term.isWellFormed()).toBe(true);
    }
  });
});
