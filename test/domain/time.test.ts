import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ago, isoOf, microsOf, microsPerDay, microsPerSecond } from '../../src/domain/time.js';
import { noon } from '../support/builders.js';

const minute = 60 * microsPerSecond;
const hour = 60 * minute;

describe('a moment', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [noon, '2026-11-20T12:00:00.000Z'],
    [noon + 1000, '2026-11-20T12:00:00.001Z'],
    [noon + 1, '2026-11-20T12:00:00.000001Z'],
    [noon - 1, '2026-11-20T11:59:59.999999Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
  ])('%s is written %s', (moment, iso) => {
    expect(isoOf(moment)).toBe(iso);
  });

  it.each([
    ['2026-11-20T12:00:00Z', noon],
    ['2026-11-20T12:00:00.5Z', noon + 500_000],
    ['2026-11-20T12:00:00.000001Z', noon + 1],
    ['2026-11-20T12:00:00.0000019Z', noon + 1],
    ['2026-11-20T13:00:00+01:00', noon],
    ['2026-11-20T12:00Z', noon],
  ])('is read from %s', (iso, moment) => {
    expect(microsOf(iso)).toBe(moment);
  });

  it.each([
    '',
    'noon',
    '1',
    '2026',
    'March 7',
    '20 November 2026',
    '2026-13-01T00:00:00Z',
    '2026-11-20T25:00:00Z',
    '12:00',
    '2026-11-20T12:00:00',
  ])('is not read from %j, which is none or could be any of several', text => {
    expect(microsOf(text)).toBeUndefined();
  });

  it('is read as it was written', () => {
    const earliest = Date.UTC(1900, 0) * 1000;
    const latest = Date.UTC(2200, 0) * 1000;
    fc.assert(
      fc.property(fc.integer({ min: earliest, max: latest }), moment => {
        expect(microsOf(isoOf(moment))).toBe(moment);
      }),
      { seed: 1815, numRuns: 2000 },
    );
  });

  it('is written in the order of time', () => {
    const anyMoment = fc.integer({ min: noon, max: noon + microsPerSecond });
    fc.assert(
      fc.property(anyMoment, anyMoment, (one, other) => {
        const [first = '', second = ''] = [one, other].toSorted((a, b) => a - b).map(isoOf);
        expect(microsOf(first)).toBeLessThanOrEqual(Number(microsOf(second)));
      }),
      { seed: 1815 },
    );
  });
});

describe('how long ago it was', () => {
  it.each([
    [0, 'just now'],
    [59 * microsPerSecond, 'just now'],
    [minute, '1 minute ago'],
    [59 * minute, '59 minutes ago'],
    [hour, '1 hour ago'],
    [23 * hour, '23 hours ago'],
    [24 * hour, 'yesterday'],
    [47 * hour, 'yesterday'],
    [2 * microsPerDay, '2 days ago'],
    [59 * microsPerDay, '59 days ago'],
    [60 * microsPerDay, '2 months ago'],
    [365 * microsPerDay, '12 months ago'],
    [2 * 365 * microsPerDay, '2 years ago'],
    [10 * 365 * microsPerDay, '10 years ago'],
    [-hour, 'just now'],
  ])('%s microseconds is %s', (passed, words) => {
    expect(ago(noon - passed, noon)).toBe(words);
  });

  it('never sounds shorter than it was a day earlier', () => {
    const days = { day: 1, month: 30, year: 365 };
    const heard = (passed: number) => {
      const [, count, unit = ''] = /^(\d+) (day|month|year)s? ago$/.exec(ago(noon - passed * microsPerDay, noon)) ?? [];
      return Number(count) * (unit === 'day' || unit === 'month' || unit === 'year' ? days[unit] : 0);
    };
    const told = Array.from({ length: 4000 }, (_, index) => heard(index + 2));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});
