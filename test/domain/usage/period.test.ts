import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoOf, microsOf, microsPerHour, microsPerMs } from '../../../src/domain/time.js';
import { budgetPeriods } from '../../../src/domain/usage/budget.js';
import { bucketsOf, periodAt, soFar } from '../../../src/domain/usage/period.js';

const at = (iso: string) => microsOf(iso) ?? Number.NaN;

const shown = (iso: string, period: 'day' | 'week' | 'month', timezone: string) => {
  const { from, to } = periodAt(at(iso), period, timezone);
  return [isoOf(from), isoOf(to)].map(text => text.slice(0, 16));
};

const hours = (iso: string, timezone: string) => {
  const { from, to } = periodAt(at(iso), 'day', timezone);
  return (to - from) / microsPerHour;
};

describe('a calendar period', () => {
  it.each([
    ['a day', '2026-11-20T12:00:00Z', 'day', 'UTC', ['2026-11-20T00:00', '2026-11-21T00:00']],
    ['a day east of UTC', '2026-11-20T12:00:00Z', 'day', 'Asia/Tokyo', ['2026-11-19T15:00', '2026-11-20T15:00']],
    ['a week from Monday', '2026-11-22T23:59:00Z', 'week', 'UTC', ['2026-11-16T00:00', '2026-11-23T00:00']],
    ['a Monday', '2026-11-23T00:00:00Z', 'week', 'UTC', ['2026-11-23T00:00', '2026-11-30T00:00']],
    ['a week over a new year', '2026-01-01T00:00:00Z', 'week', 'UTC', ['2025-12-29T00:00', '2026-01-05T00:00']],
    ['a leap month', '2028-02-29T12:00:00Z', 'month', 'UTC', ['2028-02-01T00:00', '2028-03-01T00:00']],
    ['a plain February', '2027-02-28T12:00:00Z', 'month', 'UTC', ['2027-02-01T00:00', '2027-03-01T00:00']],
    ['a leap day', '2028-02-29T12:00:00Z', 'day', 'UTC', ['2028-02-29T00:00', '2028-03-01T00:00']],
    ['December, where it is January', '2026-12-31T20:00:00Z', 'month', 'Asia/Tokyo', ['2026-12-31T15:00', '2027-01-31T15:00']], // prettier-ignore
    ['a month with both offsets', '2026-03-20T12:00:00Z', 'month', 'Europe/Berlin', ['2026-02-28T23:00', '2026-03-31T22:00']], // prettier-ignore
    ['three quarters off', '2026-11-20T12:00:00Z', 'day', 'Asia/Kathmandu', ['2026-11-19T18:15', '2026-11-20T18:15']],
    ['half an hour of summer', '2026-04-05T00:00:00Z', 'day', 'Australia/Lord_Howe', ['2026-04-04T13:00', '2026-04-05T13:30']], // prettier-ignore
    ['no midnight in São Paulo', '2018-11-04T12:00:00Z', 'day', 'America/Sao_Paulo', ['2018-11-04T03:00', '2018-11-05T02:00']], // prettier-ignore
    ['no midnight in Cairo', '2024-04-26T12:00:00Z', 'day', 'Africa/Cairo', ['2024-04-25T22:00', '2024-04-26T21:00']],
    ['no midnight in Beirut', '2024-03-31T12:00:00Z', 'day', 'Asia/Beirut', ['2024-03-30T22:00', '2024-03-31T21:00']],
    ['the day before the one that Samoa left out', '2011-12-30T09:59:00Z', 'day', 'Pacific/Apia', ['2011-12-29T10:00', '2011-12-30T10:00']], // prettier-ignore
    ['the day after the one that Samoa left out', '2011-12-30T10:00:00Z', 'day', 'Pacific/Apia', ['2011-12-30T10:00', '2011-12-31T10:00']], // prettier-ignore
    ['two midnights in Havana', '2026-11-01T12:00:00Z', 'day', 'America/Havana', ['2026-11-01T04:00', '2026-11-02T05:00']], // prettier-ignore
    ['a day that is shown twice', '2010-11-07T02:45:00Z', 'day', 'America/St_Johns', ['2010-11-07T02:30', '2010-11-08T03:30']], // prettier-ignore
  ] as const)('is found for %s', (_, moment, period, timezone, expected) => {
    expect(shown(moment, period, timezone)).toEqual(expected);
  });

  it('has as many hours as the day had', () => {
    expect(hours('2026-03-29T12:00:00Z', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25T12:00:00Z', 'Europe/Berlin')).toBe(25);
    expect(hours('2018-11-04T12:00:00Z', 'America/Sao_Paulo')).toBe(23);
    expect(hours('2026-04-04T18:00:00Z', 'Australia/Lord_Howe')).toBe(24.5);
  });

  it('begins with the very microsecond, and not before', () => {
    const { from } = periodAt(at('2026-11-20T12:00:00Z'), 'day', 'Asia/Kathmandu');
    expect(periodAt(from, 'day', 'Asia/Kathmandu').from).toBe(from);
    expect(periodAt(from - 1, 'day', 'Asia/Kathmandu').to).toBe(from);
  });
});

const zones = [
  'UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'America/Havana', 'Africa/Cairo',
  'Africa/Casablanca', 'Asia/Beirut', 'Asia/Gaza', 'Asia/Kathmandu', 'Asia/Tehran', 'Asia/Amman', 'America/Asuncion',
  'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Marquesas', 'America/Nuuk',
] as const; // prettier-ignore

const aMoment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2037, 0, 1) }).map(ms => ms * microsPerMs);
const aZone = fc.constantFrom(...zones);
const aPeriod = fc.constantFrom(...budgetPeriods);

const numbersIn = (moment: number, timezone: string) => {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, weekday: 'long', day: 'numeric' });
  const parts = new Map(format.formatToParts(moment / microsPerMs).map(({ type, value }) => [type, value]));
  return { weekday: parts.get('weekday'), day: parts.get('day') };
};

describe('every moment in every zone', () => {
  it('is in one period of a kind, which ends where the next begins', () => {
    fc.assert(
      fc.property(aMoment, aPeriod, aZone, (moment, period, timezone) => {
        const { from, to } = periodAt(moment, period, timezone);
        expect(from).toBeLessThanOrEqual(moment);
        expect(to).toBeGreaterThan(moment);
        expect(periodAt(to, period, timezone).from).toBe(to);
        expect(periodAt(from - 1, period, timezone).to).toBe(from);
        expect(periodAt(from, period, timezone)).toEqual({ from, to });
      }),
    );
  });

  it('is in a week that begins on a Monday and a month that begins with its first', () => {
    fc.assert(
      fc.property(aMoment, aZone, (moment, timezone) => {
        const monday = numbersIn(periodAt(moment, 'week', timezone).from, timezone).weekday;
        const first = numbersIn(periodAt(moment, 'month', timezone).from, timezone).day;
        expect([monday, first]).toEqual(['Monday', '1']);
      }),
    );
  });

  it('has days of 22 to 26 hours', () => {
    fc.assert(
      fc.property(aMoment, aZone, (moment, timezone) => {
        const { from, to } = periodAt(moment, 'day', timezone);
        expect((to - from) / microsPerHour).toBeGreaterThanOrEqual(22);
        expect((to - from) / microsPerHour).toBeLessThanOrEqual(26);
      }),
    );
  });

  it('begins its days at a quarter of an hour', () => {
    fc.assert(
      fc.property(aMoment, aZone, (moment, timezone) => {
        expect(periodAt(moment, 'day', timezone).from % (microsPerHour / 4)).toBe(0);
      }),
    );
  });
});

describe('a report', () => {
  it('is about a period as far as it has gone', () => {
    const now = at('2026-11-20T12:00:00Z');
    expect(soFar(now, 'month', 'UTC')).toEqual({ from: at('2026-11-01T00:00:00Z'), to: now });
    expect(soFar(now, 'all', 'UTC')).toEqual({ from: null, to: now });
  });
});

describe('the pieces of a stretch of time', () => {
  const day = (iso: string, timezone: string, each: 'hour' | 'day' = 'hour') => {
    const { from, to } = periodAt(at(iso), 'day', timezone);
    return bucketsOf(from, to, each, timezone);
  };

  it.each([
    ['a plain day', '2026-11-20T12:00:00Z', 'Europe/Berlin', 24],
    ['a short one', '2026-03-29T12:00:00Z', 'Europe/Berlin', 23],
    ['a long one', '2026-10-25T12:00:00Z', 'Europe/Berlin', 25],
    ['a day half an hour longer', '2026-04-04T18:00:00Z', 'Australia/Lord_Howe', 25],
    ['a day three quarters off', '2026-11-20T12:00:00Z', 'Asia/Kathmandu', 24],
  ])('are the hours of %s', (_, iso, timezone, count) => {
    expect(day(iso, timezone)).toHaveLength(count + 1);
  });

  it('are the days of a month, without one that was left out', () => {
    const { from, to } = periodAt(at('2011-12-15T12:00:00Z'), 'month', 'Pacific/Apia');
    expect(bucketsOf(from, to, 'day', 'Pacific/Apia')).toHaveLength(30 + 1);
  });

  it('begin and end where they are told to', () => {
    const from = at('2026-11-20T10:30:00Z');
    const to = at('2026-11-20T12:10:00Z');
    expect(bucketsOf(from, to, 'hour', 'UTC').map(edge => isoOf(edge).slice(11, 16))).toEqual([
      '10:30',
      '11:00',
      '12:00',
      '12:10',
    ]);
  });

  it('are in order, without gaps, none longer than it says', () => {
    fc.assert(
      fc.property(aMoment, aZone, (from, timezone) => {
        const edges = bucketsOf(from, from + 50 * microsPerHour, 'hour', timezone);
        const lengths = edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0));
        expect(Math.min(...lengths)).toBeGreaterThan(0);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(microsPerHour);
      }),
    );
  });
});
