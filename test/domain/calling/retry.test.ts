import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failures, remedies } from '../../../src/domain/calling/failure.js';
import { pauseAfter, totalMs, type Tried } from '../../../src/domain/calling/retry.js';

const aTry = (fields: Partial<Tried> = {}): Tried => ({
  failure: 'overloaded',
  attempts: 1,
  retryAfterMs: null,
  leftMs: totalMs,
  isShown: false,
  hasFallback: false,
  isUsedUp: false,
  ...fields,
});

describe('the pause before another attempt', () => {
  it.each<[string, Partial<Tried>, number | undefined]>([
    ['a second after the first', {}, 1000],
    ['two seconds after the second', { attempts: 2 }, 2000],
    ['none after the third, for there is no fourth', { attempts: 3 }, undefined],
    ['nothing after an empty answer', { failure: 'empty' }, 0],
    ['none after an answer that had no room, and would have none again', { failure: 'empty', isUsedUp: true }, undefined],
    ['as long as the provider says', { failure: 'rate-limit', retryAfterMs: 20_000 }, 20_000],
    ['never shorter than usual, whatever it says', { failure: 'rate-limit', retryAfterMs: 1 }, 1000],
    ['none where what it says does not fit any more', { failure: 'rate-limit', retryAfterMs: 20_000, leftMs: 20_000 }, undefined],
    ['none where the usual one does not fit any more', { leftMs: 1000 }, undefined],
    ['none where somebody has seen the beginning', { isShown: true }, undefined],
    ['none where free answers are used up and nobody says when', { failure: 'free-quota' }, undefined],
    ['as it says where free answers are used up for a moment', { failure: 'free-quota', retryAfterMs: 3000 }, 3000],
    ['for the one bill that is worth waiting for', { failure: 'in-flight', retryAfterMs: 4000 }, 4000],
    ['none for a bill that nobody will pay', { failure: 'out-of-credit', retryAfterMs: 4000 }, undefined],
    ['none that is long where another model can answer', { failure: 'rate-limit', retryAfterMs: 10_001, hasFallback: true }, undefined],
    ['none after a time-out where another model can answer', { failure: 'timeout', hasFallback: true }, undefined],
    ['a short one even so', { failure: 'rate-limit', retryAfterMs: 10_000, hasFallback: true }, 10_000],
  ])('is %s', (_, fields, expected) => {
    expect(pauseAfter(aTry(fields), 0.5)).toBe(expected);
  }); // prettier-ignore

  it('differs by chance, by a quarter at most', () => {
    expect([0, 0.5, 1].map(chance => pauseAfter(aTry(), chance))).toEqual([750, 1000, 1250]);
  });

  it('always fits, is never too early, and is never made where it cannot help', () => {
    const tries = fc.record({
      failure: fc.constantFrom(...failures),
      attempts: fc.integer({ min: 1, max: 5 }),
      retryAfterMs: fc.option(fc.nat(1_000_000)),
      leftMs: fc.integer({ min: -1000, max: totalMs }),
      isShown: fc.boolean(),
      hasFallback: fc.boolean(),
      isUsedUp: fc.boolean(),
    });
    fc.assert(
      fc.property(tries, fc.double({ min: 0, max: 1, noNaN: true }), (tried, chance) => {
        const pauseMs = pauseAfter(tried, chance);
        if (pauseMs === undefined) return;
        expect(pauseMs).toBeLessThan(tried.leftMs);
        expect(pauseMs).toBeGreaterThanOrEqual(tried.retryAfterMs ?? 0);
        expect([remedies[tried.failure].again, tried.isShown]).not.toEqual(['never', false]);
        expect(tried.attempts).toBeLessThan(3);
      }),
    );
  });
});
