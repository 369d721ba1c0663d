import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inDollars, microUsd, parseUsd, restAtto, withRest } from '../../../src/domain/usage/money.js';

describe('an amount', () => {
  it.each([
    ['0', 0],
    ['0.0', 0],
    ['1', 1_000_000_000],
    ['0.00045', 450_000],
    ['0.000000001', 1],
    ['0.0000000005', 1],
    ['0.00000000049999999999999', 0],
    ['1e-9', 1],
    ['1.5E-7', 150],
    ['2.5e+1', 25_000_000_000],
    ['.5', 500_000_000],
    ['5.', 5_000_000_000],
    [' 0.1 ', 100_000_000],
    ['-0.1', -100_000_000],
    ['0.1000000000000000055511151231257827', 100_000_000],
    ['1e-40', 0],
  ])('is read from %j, to the nano-dollar', (text, nanos) => {
    expect(parseUsd(text)).toBe(nanos);
  });

  it.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1e',
    '1e1234',
    '1e-999',
    '- 0.1',
    '$1',
    '1,5',
    '1_000',
    'NaN',
    'Infinity',
    '0x10',
    '1 2',
    '--1',
    '+1',
    '١',
  ])('is not read from %j', text => {
    expect(parseUsd(text)).toBeUndefined();
  });

  it.each(['9007199.254740992', '1e300', '1e999', '99999999999999999999'])(
    'is not read from %s, which could not be kept exactly',
    text => {
      expect(parseUsd(text)).toBeUndefined();
    },
  );

  it('is never off by more than half a nano-dollar, counted in whole numbers', () => {
    const anyAmount = fc.record({
      whole: fc.nat({ max: 9_000_000 }),
      fraction: fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 25 }),
      shift: fc.integer({ min: -12, max: 0 }),
    });
    fc.assert(
      fc.property(anyAmount, ({ whole, fraction, shift }) => {
        const nanos = parseUsd(`${whole}.${fraction}e${shift}`);
        const scale = 10n ** BigInt(fraction.length - shift);
        const exactTimesScale = BigInt(`${whole}${fraction}`) * 10n ** 9n;
        const off = BigInt(nanos ?? -1) * scale - exactTimesScale;
        expect(2n * off <= scale && 2n * off > -scale).toBe(true);
      }),
      { seed: 1815, numRuns: 3000 },
    );
  });

  it('that JavaScript writes is read as it was meant', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 50 }), nanos => {
        expect(parseUsd(String(nanos / 1e9))).toBe(nanos);
      }),
      { seed: 1815, numRuns: 3000 },
    );
  });
});

it.each([
  [0, 0],
  [499, 0],
  [500, 1],
  [450_000, 450],
])('counts %s nano-dollars as %s micro-dollars', (nanos, micros) => {
  expect(microUsd(nanos)).toBe(micros);
});

describe('money', () => {
  it.each([
    [0, '$0'],
    [4_200_000, '$0.0042'],
    [450_000, '$0.00045'],
    [120_000_000, '$0.12'],
    [999_000_000, '$1.00'],
    [1_000_000_000, '$1.00'],
    [12_345_600_000, '$12.35'],
    [1, '$0.000000001'],
    [42, '$0.000000042'],
    [1234, '$0.0000012'],
  ])('of %s nano-dollars reads %s', (nanos, text) => {
    expect(inDollars(nanos)).toBe(text);
  });

  it('is never written in powers of ten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), nanos => {
        expect(inDollars(nanos)).toMatch(/^\$\d+\.\d+$/);
      }),
      { seed: 1815, numRuns: 2000 },
    );
  });
});

describe('what is left over when an amount is counted in whole nano-dollars', () => {
  it.each([
    ['0.00045', 450_000, 0],
    ['0.0000000014', 1, 400_000_000],
    ['0.0000000016', 2, -400_000_000],
    ['-0.0000000016', -2, 400_000_000],
    ['0.000000000000001', 0, 1000],
    ['1e-15', 0, 1000],
    ['1e-40', 0, 0],
  ])('is known to the last digit: %s', (text, nanos, rest) => {
    expect([parseUsd(text), restAtto(text, nanos)]).toEqual([nanos, rest]);
  });

  it.each([
    ['0.00045', 7],
    ['much', 0],
  ])('is nothing where the amount is not its own: %s', (text, nanos) => {
    expect(restAtto(text, nanos)).toBe(0);
  });

  it('is counted once it comes to something', () => {
    expect([0.4e9, 0.5e9, -0.4e9, -0.6e9, 2.5e9].map(rests => withRest(10, rests))).toEqual([10, 11, 10, 9, 13]);
  });
});
