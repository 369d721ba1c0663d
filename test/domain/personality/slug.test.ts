import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSlug, longestSlug, parseSlug, slugOf } from '../../../src/domain/personality/slug.js';

describe('a slug', () => {
  it.each(['lilith', 'l', 'night-queen', 'r2-d2', 'a'.repeat(longestSlug)])('can be %s', text => {
    expect(parseSlug(text)).toBe(text);
  });

  it.each([
    '', ' ', 'Lilith', 'lilith ', 'night_queen', 'night queen', '2pac', '-lilith', 'lilith-', 'night--queen', 'lilith\n',
    'éclair', '@lilith', 'a'.repeat(longestSlug + 1), '__proto__', 'constructor()',
  ])('cannot be %j', text => {
    expect(() => parseSlug(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
  }); // prettier-ignore
});

describe('the slug nearest to a name', () => {
  it.each([
    ['Lilith', 'lilith'],
    ['Lilith of the Night!', 'lilith-of-the-night'],
    ['  Éclair ', 'eclair'],
    ['2 Girls', 'girls'],
    ['Ｌｉｌｉｔｈ', 'lilith'],
    ['C-3PO', 'c-3po'],
  ])('of %j is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it.each(['', '灯台', '🌙', '123', '...'])('of %j is none', name => {
    expect(slugOf(name)).toBeUndefined();
  });

  it('is a slug or none, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.string({ unit: fc.constantFrom('a', 'Z', '-', ' ', '9', 'é'), maxLength: 80 }),
        ),
        name => {
          const slug = slugOf(name);
          expect(slug === undefined || isSlug(slug)).toBe(true);
        },
      ),
      { seed: 1815, numRuns: 2000 },
    );
  });

  it('is suggested to whoever writes something else', () => {
    expect(() => parseSlug('Night Queen')).toThrow('“night-queen” would do.');
  });
});
