import { expect, it } from 'vitest';
import { parseDecimal } from '../../src/domain/decimal.js';

it.each([
  ['0', 0n, 0],
  ['0.000003', 3n, 6],
  ['3e-6', 3n, 6],
  ['1.5E+2', 150n, 0],
  ['.5', 5n, 1],
  ['5.', 5n, 0],
  [' 7 ', 7n, 0],
])('%j is a number', (text, units, places) => {
  expect(parseDecimal(text)).toEqual({ units, places });
});

it.each(['', ' ', '.', 'e5', '-1', '-0.1', '$1', '1,5', 'NaN', 'Infinity', '0x1', '1e999', '1e-41', '9'.repeat(61)])(
  '%j is none',
  text => {
    expect(parseDecimal(text)).toBeUndefined();
  },
);
