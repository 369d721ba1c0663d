import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paramsSchema } from '../../../src/domain/params/params.js';
import { paramsIn } from '../../../src/domain/params/read.js';

it('takes every parameter that fits, and says of the others why not', () => {
  const { params, odd } = paramsIn({ temperature: 9, topP: 0, mood: 'dark', seed: 7, stop: 'x', top_k: null });
  expect(params).toEqual({ top_p: 0, seed: 7 });
  expect(odd.map(({ name }) => name)).toEqual(['temperature', 'mood', 'stop']);
  for (const { why } of odd) expect(why).not.toBe('');
});

it('gives thinking up where it does not fit the length of an answer', () => {
  const { params, odd } = paramsIn({ max_tokens: 100, reasoning: { max_tokens: 2000 }, temperature: 0 });
  expect(params).toEqual({ max_tokens: 100, temperature: 0 });
  expect(odd).toEqual([{ name: 'reasoning', why: expect.stringContaining('max_tokens') }]);
});

it.each([null, 'hot', [1], 7, undefined])('finds none in %j', given => {
  expect(paramsIn(given)).toEqual({ params: {}, odd: [] });
});

it('reads whatever it is given, and only what is allowed comes of it', () => {
  const name = fc.constantFrom(
    'temperature',
    'topP',
    'reasoning',
    'max_tokens',
    'provider',
    'transforms',
    '__proto__',
    'x',
  );
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(fc.jsonValue(), fc.double({ min: 0, max: 2 }))), given => {
      expect(paramsSchema.safeParse(paramsIn(given).params).success).toBe(true);
    }),
    { seed: 1815, numRuns: 500 },
  );
});
