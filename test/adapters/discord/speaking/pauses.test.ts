import { describe, expect, it } from 'vitest';
import { fuse } from '../../../../src/adapters/discord/speaking/calling/fuse.js';
import { pauses } from '../../../../src/adapters/discord/speaking/calling/pauses.js';
import { fakeClock } from '../../../fakes/clock.js';

const limit = (afterMs: number | null, more: { isGlobal?: boolean; isShared?: boolean } = {}) => ({
  kind: 'limited' as const,
  afterMs,
  isGlobal: false,
  isShared: false,
  ...more,
});

describe('a pause', () => {
  it('is as long as Discord says, for what it says it of', () => {
    const resting = pauses(fakeClock());
    resting.limited('say 1', limit(700), 0);
    expect(resting.restMs('say 1')).toBe(750);
    expect(resting.restMs('say 2')).toBe(0);
  });

  it('holds for everything when Discord means everything', () => {
    const resting = pauses(fakeClock());
    resting.limited('say 1', limit(700, { isGlobal: true }), 0);
    expect(resting.restMs('say 2')).toBe(750);
  });

  it.each([null, 0])('is a second when Discord says %j', after => {
    const resting = pauses(fakeClock());
    resting.limited('say 1', limit(after), 0);
    expect(resting.restMs('say 1')).toBe(1000);
  });

  it('is over when something goes through', async () => {
    const clock = fakeClock();
    const resting = pauses(clock);
    for (let nth = 0; nth < 5; nth += 1) resting.limited('say 1', limit(0), clock.monotonic());
    expect(resting.isStorm()).toBe(true);
    resting.went('say 1');
    expect(resting.isStorm()).toBe(false);
    expect(resting.restMs('say 1')).toBe(0);
  });

  it.each([
    ['says nothing', null],
    ['says zero', 0],
    ['says a little', 300],
    ['says a second', 1000],
  ])('leads to ten refusals in ten minutes at most when a storm %s', async (_, after) => {
    const clock = fakeClock();
    const resting = pauses(clock);
    let refusals = 0;
    while (clock.monotonic() < 600_000_000) {
      refusals += 1;
      resting.limited('say 1', limit(after), clock.monotonic());
      await clock.advance(resting.restMs('say 1'));
    }
    expect(refusals).toBeLessThanOrEqual(10);
  });

  it('is no longer than Discord says when many were on their way at once', async () => {
    const clock = fakeClock();
    const resting = pauses(clock);
    for (let nth = 0; nth < 50; nth += 1) {
      resting.limited(`say ${nth}`, limit(1000), 0);
      await clock.advance(1);
    }
    expect(resting.isStorm()).toBe(true);
    await clock.advance(1050);
    expect(resting.restMs('say 1')).toBe(0);
  });

  it('is not held against us when others used it up', () => {
    const resting = pauses(fakeClock());
    for (const each of ['a', 'b', 'c', 'd']) resting.limited(each, limit(500, { isShared: true }), 0);
    expect(resting.isStorm()).toBe(false);
    expect(resting.restMs('e')).toBe(0);
  });
});

describe('the fuse', () => {
  const refused = (status: number, code = 0) => ({ kind: 'refused' as const, status, code });

  it('blows when the same was refused ten times in ten minutes, for that alone', async () => {
    const clock = fakeClock();
    const refusing = fuse(clock);
    for (let nth = 0; nth < 10; nth += 1) {
      expect(refusing.restMs('a')).toBe(0);
      refusing.note('a', refused(403, 50013));
      await clock.advance(1000);
    }
    expect(refusing.restMs('a')).toBe(590_000);
    expect(refusing.restMs('b')).toBe(0);
    await clock.advance(590_000);
    expect(refusing.restMs('a')).toBe(0);
  });

  it('does not count messages that are gone, nor what worked in between', () => {
    const refusing = fuse(fakeClock());
    for (let nth = 0; nth < 20; nth += 1) refusing.note('a', refused(404, 10008));
    for (let nth = 0; nth < 9; nth += 1) refusing.note('b', refused(403));
    refusing.note('b', { kind: 'answered', body: {} });
    refusing.note('b', refused(403));
    expect([refusing.restMs('a'), refusing.restMs('b')]).toEqual([0, 0]);
  });
});
