import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerHour, microsPerSecond, type Micros } from '../../../src/domain/time.js';
import { identified, identifyAt, identifyLimits, neverIdentified } from '../../../src/adapters/discord/identify.js';
import { identifyThrottler } from '../../../src/adapters/discord/identify-throttler.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeLog } from '../../fakes/log.js';

/** When a shard identifies whose sessions each last so long, from the first time on. */
function over(days: number, sessionsLast: Micros): Micros[] {
  const moments: Micros[] = [];
  let [past, lostAt] = [neverIdentified, 0];
  while (lostAt < days * microsPerDay) {
    const at = identifyAt(past, lostAt, identifyLimits);
    past = identified(past, lostAt, at, identifyLimits);
    moments.push(at);
    lostAt = at + sessionsLast;
  }
  return moments;
}

const mostInADay = (moments: readonly Micros[]): number =>
  Math.max(...moments.map(from => moments.filter(at => at >= from && at < from + microsPerDay).length));

describe('how often a shard introduces itself', () => {
  test.each([0, 2 * microsPerSecond, 600 * microsPerSecond, microsPerHour, 1.9 * microsPerHour])(
    'is at most twenty times in any day, when each session lasts %i µs',
    lasts => expect(mostInADay(over(3, lasts))).toBeLessThanOrEqual(20),
  );

  test('is at once where the session had held', () => {
    const past = identified(neverIdentified, 0, 0, identifyLimits);
    expect(identifyAt(past, 3 * microsPerHour, identifyLimits)).toBe(3 * microsPerHour);
  });

  test('is soon again after the first failures, and never more than two hours later while it flaps', () => {
    const moments = over(1, 2 * microsPerSecond);
    const pauses = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
    expect(pauses.slice(0, 3).map(pause => pause / microsPerSecond)).toEqual([5, 15, 45]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(2 * microsPerHour);
  });

  test('is as before once sessions hold again', () => {
    const flapped = { at: [0], streak: 6 };
    expect(identifyAt(flapped, 13 * microsPerHour, identifyLimits)).toBe(13 * microsPerHour);
    expect(identified(flapped, 13 * microsPerHour, 13 * microsPerHour, identifyLimits).streak).toBe(1);
  });
});

describe('the throttler', () => {
  const never = new AbortController().signal;
  const made = (maxConcurrency = 1) => {
    const clock = fakeClock();
    return { clock, throttler: identifyThrottler({ clock, log: fakeLog() }, identifyLimits, maxConcurrency) };
  };

  test('keeps shards apart that Discord counts together', async () => {
    const { clock, throttler } = made(2);
    const through: number[] = [];
    for (const shard of [0, 1, 2, 3]) void throttler.waitForIdentify(shard, never).then(() => through.push(shard));
    await clock.advance(0);
    expect(through).toEqual([0, 1]);
    await clock.advance(5000);
    expect(through).toEqual([0, 1, 2, 3]);
  });

  test('counts no wait that was broken off, and does not let it begin anew', async () => {
    const { clock, throttler } = made();
    await throttler.waitForIdentify(0, never);
    await clock.advance(6000);
    await throttler.waitForIdentify(0, never);
    const cut = new AbortController();
    const broken = throttler.waitForIdentify(0, cut.signal);
    await clock.advance(10_000);
    cut.abort(new Error('closed'));
    await expect(broken).rejects.toThrow('closed');
    let isThrough = false;
    void throttler.waitForIdentify(0, never).then(() => (isThrough = true));
    await clock.advance(4999);
    expect(isThrough).toBe(false);
    await clock.advance(1);
    expect(isThrough).toBe(true);
  });

  test('does not hold up other shards while one waits long', async () => {
    const { clock, throttler } = made();
    for (const seconds of [0, 6, 16, 46, 136]) {
      await clock.advance(seconds * 1000);
      await throttler.waitForIdentify(0, never);
    }
    void throttler.waitForIdentify(0, never);
    await clock.advance(5000);
    let isThrough = false;
    void throttler.waitForIdentify(1, never).then(() => (isThrough = true));
    await clock.advance(0);
    expect(isThrough).toBe(true);
  });
});
