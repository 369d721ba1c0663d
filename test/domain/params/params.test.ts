import { describe, expect, it } from 'vitest';
import { paramsSchema } from '../../../src/domain/params/params.js';

const isFine = (params: object) => paramsSchema.safeParse(params).success;

describe('a parameter', () => {
  it.each([
    ['temperature', 0, 2],
    ['top_p', 0, 1],
    ['frequency_penalty', -2, 2],
    ['presence_penalty', -2, 2],
    ['repetition_penalty', 0, 2],
    ['min_p', 0, 1],
    ['top_a', 0, 1],
  ])('%s is between %s and %s', (name, least, most) => {
    for (const value of [least, most, (least + most) / 2]) expect(isFine({ [name]: value })).toBe(true);
    for (const value of [least - 0.01, most + 0.01, NaN, Infinity, '1', null])
      expect(isFine({ [name]: value })).toBe(false);
  });

  it.each([
    ['top_k', [0, 40], [-1, 1.5]],
    ['seed', [0, -7, 2 ** 40], [0.5]],
    ['max_tokens', [1, 100_000], [0, -1, 1.5]],
    ['stop', [[], ['\n\n'], ['a', 'b', 'c', 'd']], [[''], ['a', 'b', 'c', 'd', 'e'], 'a', [1]]],
  ])('%s takes whole values within its bounds', (name, fine, wrong) => {
    for (const value of fine) expect(isFine({ [name]: value })).toBe(true);
    for (const value of wrong) expect(isFine({ [name]: value })).toBe(false);
  });

  it('that is not known is refused', () => {
    expect(isFine({ temprature: 1 })).toBe(false);
  });
});

it('takes none for none, not for zero', () => {
  expect(paramsSchema.parse({})).toEqual({});
});
