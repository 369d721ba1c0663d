import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearest } from '../../../src/domain/text/nearest.js';

const words = ['lilith', 'luna', 'selene', 'night-queen'];

it.each([
  ['a letter too few', 'lilth', 'lilith'],
  ['a letter too many', 'lunna', 'luna'],
  ['another letter', 'selena', 'selene'],
  ['two letters the wrong way round', 'nihgt-queen', 'night-queen'],
  ['the word itself', 'luna', 'luna'],
])('knows what was meant with %s', (_, typed, meant) => {
  expect(nearest(typed, words)).toBe(meant);
});

it.each(['', 'x', 'mallory', 'lun-lun-lun'])('does not guess at %j', typed => {
  expect(nearest(typed, words)).toBeUndefined();
});

it('prefers the word that takes fewer changes', () => {
  expect(nearest('lunar', ['lunatic', 'luna'])).toBe('luna');
});

it('prefers the first of words that take as many changes', () => {
  expect(nearest('cat', ['bat', 'rat'])).toBe('bat');
});

it('knows nothing to suggest where there are no words', () => {
  expect(nearest('luna', [])).toBeUndefined();
});

it('always finds a word that is there', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (all, index) => {
      const word = all[index % all.length] ?? '';
      expect(nearest(word, all)).toBe(word);
    }),
    { seed: 1815 },
  );
});
