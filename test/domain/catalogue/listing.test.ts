import { describe, expect, it } from 'vitest';
import { isDue, isStale } from '../../../src/domain/catalogue/listing.js';
import { after, noon } from '../../support/builders.js';

const hours = (count: number) => after(count * 3600);
const stale = { models: [], at: hours(-30), from: 'kept', isStale: true } as const;

describe('a list', () => {
  it.each([
    ['of just now', 0, false],
    ['of nearly a day ago', -23.99, false],
    ['of a day ago', -24, true],
    ['of tomorrow, because a clock was set back', 24, true],
  ])('%s may be too old', (_, hour, old) => {
    expect(isStale(hours(hour), noon)).toBe(old);
  });

  it('that is too old is asked for', () => {
    expect(isDue(stale, undefined, noon)).toBe(true);
  });

  it('that is not too old is not', () => {
    expect(isDue({ ...stale, isStale: false }, undefined, noon)).toBe(false);
  });

  it.each([
    ['less than ten minutes ago', -599, false],
    ['ten minutes ago', -600, true],
    ['at a time that has not come, because a clock was set back', 60, true],
  ])('is not asked for again too soon: nobody answered %s', (_, seconds, due) => {
    expect(isDue(stale, after(seconds), noon)).toBe(due);
  });
});
