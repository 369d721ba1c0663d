import { expect, it } from 'vitest';
import { clockContract } from '../contracts/clock.js';
import { fakeClock } from './clock.js';

clockContract(() => {
  const clock = fakeClock();
  return { clock, pass: clock.advance };
});

it('stands still until it is told to pass', async () => {
  const clock = fakeClock(5);
  expect([clock.now(), clock.monotonic()]).toEqual([5, 0]);
  await clock.advance(1.5);
  expect([clock.now(), clock.monotonic()]).toEqual([1505, 1500]);
});

it('wakes sleepers in the order of their times, each at its own', async () => {
  const clock = fakeClock(0);
  const woken: [string, number][] = [];
  const sleeper = (name: string, ms: number) => clock.sleep(ms).then(() => woken.push([name, clock.now()]));
  const all = [sleeper('bob', 20), sleeper('ada', 10), sleeper('mallory', 31)];
  await clock.advance(30);
  expect(woken).toEqual([
    ['ada', 10_000],
    ['bob', 20_000],
  ]);
  await clock.advance(1);
  await Promise.all(all);
});

it('lets who wakes up sleep again within the same stretch of time', async () => {
  const clock = fakeClock();
  let rounds = 0;
  const loop = async () => {
    for (; rounds < 24; rounds++) await clock.sleep(3_600_000);
  };
  const day = loop();
  await clock.advance(24 * 3_600_000);
  await day;
  expect(rounds).toBe(24);
});

it('lets somebody set the time of day without any time passing', () => {
  const clock = fakeClock(10_000);
  clock.jump(-5);
  expect([clock.now(), clock.monotonic()]).toEqual([5_000, 0]);
});
