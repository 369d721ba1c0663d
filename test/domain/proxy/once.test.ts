import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { TzurotError } from '../../../src/domain/errors.js';
import { watchProxies } from '../../../src/domain/proxy/actions.js';
import type { Proxies } from '../../../src/ports/proxies.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeLog } from '../../fakes/log.js';
import { aCopy, aProxied, aSaid, channel, garden } from './world.js';

/** When what happens, in milliseconds from the copy. */
type Course = {
  readonly original: number;
  readonly hold: number;
  readonly deletion: number | null;
  readonly isBotKnown: boolean;
  readonly knows: 'yes' | 'no' | 'down';
  /** From when on the service knows of the message. */
  readonly service: number | 'never' | 'down';
  readonly latency: number;
};

const course: fc.Arbitrary<Course> = fc.record({
  original: fc.integer({ min: -4_900, max: 1_000 }),
  hold: fc.nat(500),
  deletion: fc.option(fc.integer({ min: -2_000, max: 12_000 })),
  isBotKnown: fc.boolean(),
  knows: fc.constantFrom('yes', 'no', 'down'),
  service: fc.oneof(fc.integer({ min: -1_000, max: 6_000 }), fc.constantFrom('never' as const, 'down' as const)),
  latency: fc.integer({ min: 0, max: 3_000 }),
});

const before = 10_000;

/** How often something was answered in the end, and which deletions somebody is told of. */
async function outcomeOf({ original, hold, deletion, isBotKnown, knows, service, latency }: Course) {
  const clock = fakeClock();
  const passed = () => clock.monotonic() / 1_000 - before;
  const answered = async <T>(isDown: boolean, answer: () => T): Promise<T> => {
    await clock.sleep(latency);
    if (isDown) throw new TzurotError('unavailable', 'Nobody answers.');
    return answer();
  };
  const proxies: Proxies = {
    knows: () => answered(knows === 'down', () => knows === 'yes'),
    whoSaid: () =>
      answered(service === 'down', () => (typeof service === 'number' && passed() >= service ? aProxied() : undefined)),
  };
  const watch = watchProxies({ proxies, clock, log: fakeLog() });
  if (isBotKnown) watch.botIn(garden);
  const at = async <T>(moment: number, act: () => T | Promise<T>): Promise<T> => {
    await clock.sleep(before + moment);
    return act();
  };

  const happens = Promise.all([
    at(original, () => watch.heard(aSaid())),
    at(original + hold, () => watch.hold(aSaid())),
    at(0, () => {
      watch.heard(aCopy());
      return watch.resolve(aCopy());
    }),
    deletion !== null &&
      at(Math.max(original, deletion), () => watch.erased({ channelId: channel, ids: ['original'] })),
  ]);
  await clock.advance(60_000);
  const [, held, { fate }, erased] = await happens;
  expect(held === 'copied').toBe(fate === 'awaited');
  const answers = [held === 'free', held === 'copied', fate === 'answer'].filter(Boolean).length;
  return { answers, deleted: erased === false ? [] : erased.ids };
}

it('answers a message that was copied exactly once, whatever comes when', async () => {
  await fc.assert(
    fc.asyncProperty(course, async each => {
      expect((await outcomeOf(each)).answers).toBe(1);
    }),
    { numRuns: 2_000 },
  );
});

it('takes no deletion by a proxy bot for a wish, where it is known who speaks soon enough', async () => {
  const ordinary = course.map(each => ({
    ...each,
    isBotKnown: true,
    service: 0,
    latency: Math.min(each.latency, 2_000),
    deletion: Math.max(each.deletion ?? 1_000, 0),
  }));
  await fc.assert(
    fc.asyncProperty(ordinary, async each => {
      expect((await outcomeOf(each)).deleted).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
