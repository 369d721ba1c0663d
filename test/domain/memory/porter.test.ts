import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stem } from '../../../src/domain/memory/porter.js';

/** The examples of Porter's paper, rule by rule, carried on to the last step. */
const samples = `
caresses caress, ponies poni, ties ti, caress caress, cats cat,
feed feed, agreed agre, plastered plaster, bled bled, motoring motor, sing sing,
conflated conflat, troubled troubl, sized size, hopping hop, tanned tan, falling fall, hissing hiss, fizzed fizz,
failing fail, filing file, happy happi, sky sky,
relational relat, conditional condit, rational ration, valenci valenc, hesitanci hesit, digitizer digit,
conformabli conform, radicalli radic, differentli differ, vileli vile, analogousli analog, vietnamization vietnam,
predication predic, operator oper, feudalism feudal, decisiveness decis, hopefulness hope, callousness callous,
formaliti formal, sensitiviti sensit, sensibiliti sensibl,
triplicate triplic, formative form, formalize formal, electriciti electr, electrical electr, hopeful hope, goodness good,
revival reviv, allowance allow, inference infer, airliner airlin, gyroscopic gyroscop, adjustable adjust,
defensible defens, irritant irrit, replacement replac, adjustment adjust, dependent depend, adoption adopt,
homologou homolog, communism commun, activate activ, angulariti angular, homologous homolog, effective effect,
bowdlerize bowdler, probate probat, rate rate, cease ceas, controll control, roll roll,
generalizations gener, oscillators oscil`;
const pairs = samples.split(',').map(pair => pair.trim().split(' '));

it.each(pairs)('makes %s %s', (word, stemmed) => {
  expect(stem(String(word))).toBe(stemmed);
});

it.each([
  ['walk', ['walks', 'walked', 'walking', 'walk']],
  ['love', ['love', 'loves', 'loved', 'loving']],
  ['connection', ['connect', 'connected', 'connecting', 'connection', 'connections', 'connective']],
])('finds one stem for all forms of %s', (_, words) => {
  expect(new Set(words.map(stem)).size).toBe(1);
});

it.each(['', 'a', 'is', 'маяк', '灯台', 'übermut', 'r2d2', '2026', 'Lanterns'])('leaves %j as it is', word => {
  expect(stem(word)).toBe(word);
});

it('never makes a word longer, nor leaves nothing of it', () => {
  const anyWord = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 3, maxLength: 15 });
  const anyEnd = fc.constantFrom('', 's', 'ed', 'ing', 'ational', 'iveness', 'ement', 'y', 'ies', 'ization', 'll');
  fc.assert(
    fc.property(anyWord, anyEnd, (word, end) => {
      const stemmed = stem(word + end);
      expect(stemmed.length).toBeLessThanOrEqual(word.length + end.length);
      expect(stemmed).toMatch(/^[a-z]+$/);
    }),
    { seed: 1815, numRuns: 5000 },
  );
});

it('copes with very long words', () => {
  for (const part of ['a', 'b', 'ab', 'ing', 'eed', 'y']) {
    expect(stem(part.repeat(20_000)).length).toBeLessThanOrEqual(20_000 * part.length);
  }
});
