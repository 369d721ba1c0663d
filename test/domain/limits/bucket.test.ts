import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, parseRate, type Bucket, type Drawn } from '../../../src/domain/limits/bucket.js';
import { microsPerDay, microsPerSecond } from '../../../src/domain/time.js';
import { after, noon } from '../../support/builders.js';

/** Ten in a minute. */
const rate = { tokens: 10, withinMicros: 60 * microsPerSecond };

/** Draws at each of these moments, in order. */
const drawAt = (moments: readonly number[], own = rate, full?: Bucket): Drawn[] => {
  const drawn: Drawn[] = [];
  for (const moment of moments) drawn.push(draw(drawn.at(-1)?.bucket ?? full, own, moment));
  return drawn;
};

const times = (count: number, moment: number) => Array.from({ length: count }, () => moment);

describe('a bucket', () => {
  it('gives all it has at once, and fills evenly', () => {
    const drawn = drawAt([...times(11, noon), after(5), after(6), after(6)]);
    expect(drawn.map(({ ok }) => ok)).toEqual([...times(10, 1).map(Boolean), false, false, true, false]);
  });

  it('says when there is one more, to the microsecond', () => {
    const refused = drawAt(times(11, noon)).at(-1);
    expect(refused).toMatchObject({ ok: false, freeAt: after(6) });
  });

  it('tells once in a window, however often it refuses', () => {
    const moments = [...times(12, noon), ...times(20, after(6)), ...times(20, after(59)), ...times(20, after(60))];
    expect(drawAt(moments).filter(drawn => !drawn.ok && drawn.isFirst)).toHaveLength(2);
  });

  it('never holds more than it can', () => {
    expect(drawAt(times(11, noon + microsPerDay), rate, { tokens: 3, at: noon, toldAt: null }).at(-1)?.ok).toBe(false);
  });

  it('locks nobody out when the clock is set back', () => {
    const drawn = drawAt([...times(11, noon + 30 * microsPerDay), after(0), after(6)]);
    expect(drawn.slice(-2)).toMatchObject([{ ok: false, freeAt: after(6) }, { ok: true }]);
  });

  it('tells somebody again whom it told in a future that was none', () => {
    const drawn = drawAt([...times(11, noon + 30 * microsPerDay), after(0)]);
    expect(drawn.at(-1)).toMatchObject({ ok: false, isFirst: true });
  });

  it('follows a limit that is lowered', () => {
    expect(draw({ tokens: 10, at: noon, toldAt: null }, { ...rate, tokens: 1 }, noon).bucket.tokens).toBe(0);
  });

  it('gives never more than it holds and fills in any stretch of time, and always at the moment it names', () => {
    const aRate = fc.record({ tokens: fc.integer({ min: 1, max: 100 }), withinMicros: fc.integer({ min: 1, max: 900 }).map(s => s * microsPerSecond) }); // prettier-ignore
    fc.assert(
      fc.property(aRate, fc.array(fc.nat(5 * microsPerSecond), { maxLength: 300 }), (own, pauses) => {
        let now = noon;
        const drawn = drawAt(
          pauses.map(pause => (now += pause)),
          own,
        );
        const given = drawn.filter(({ ok }) => ok).length;
        expect(given).toBeLessThanOrEqual(own.tokens + ((now - noon) * own.tokens) / own.withinMicros + 0.001);
        const refused = drawn.filter(each => !each.ok);
        expect(refused.every(each => draw(each.bucket, own, each.freeAt).ok)).toBe(true);
      }),
    );
  });
});

describe('a rate', () => {
  it('is written as so many in so many seconds', () => {
    expect(parseRate('10/60')).toEqual(rate);
  });

  it.each(['', '10', '10/', '/60', '0/60', '10/0', '-1/60', '10/60/1', ' 10/60', '1e3/60', '9999999/1'])(
    'is not “%s”',
    text => {
      expect(parseRate(text)).toBeUndefined();
    },
  );
});
