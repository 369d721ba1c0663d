import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthdaySchema, parseBirthday } from '../../../src/domain/personality/birthday.js';

describe('a birthday', () => {
  it.each([
    ['1999-12-31', { year: 1999, month: 12, day: 31 }],
    ['12-31', { year: null, month: 12, day: 31 }],
    ['1-2', { year: null, month: 1, day: 2 }],
    [' 03-14 ', { year: null, month: 3, day: 14 }],
    ['02-29', { year: null, month: 2, day: 29 }],
    ['2024-02-29', { year: 2024, month: 2, day: 29 }],
    ['2000-02-29', { year: 2000, month: 2, day: 29 }],
  ])('is read from %j', (text, birthday) => {
    expect(parseBirthday(text)).toEqual(birthday);
  });

  it.each([
    '', '2023-02-29', '1900-02-29', '02-30', '04-31', '13-01', '00-10', '10-00', '1-32', '0000-01-01', '99-12-31',
    '1999/12/31', '31.12.1999', '12-31-1999', 'tomorrow', '-1-1',
  ])('is not read from %j', text => {
    expect(parseBirthday(text)).toBeUndefined();
  }); // prettier-ignore

  it('is every day that there is, and no other', () => {
    const anyDay = { year: fc.integer({ min: 1000, max: 9999 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) }; // prettier-ignore
    fc.assert(
      fc.property(fc.record(anyDay), birthday => {
        const { year, month, day } = birthday;
        const isThere = new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1;
        expect(birthdaySchema.safeParse(birthday).success).toBe(isThere);
      }),
      { seed: 1815, numRuns: 2000 },
    );
  });
});
