import { setImmediate as settled } from 'node:timers/promises';
import { microsPerMs, type Micros } from '../../src/domain/time.js';
import type { Clock } from '../../src/ports/clock.js';

export type FakeClock = Clock & {
  /** Lets time pass. Whoever sleeps wakes up in order, and gets to act before the next one does. */
  advance(ms: number): Promise<void>;
  /** Sets the time of day forwards or back, as somebody at the machine might. No time passes. */
  jump(ms: number): void;
};

type Sleeper = { readonly due: Micros; readonly wake: () => void };

const newYear: Micros = Date.UTC(2026, 0, 1) * microsPerMs;

/** Time that stands still until it is told to pass. */
export function fakeClock(start: Micros = newYear): FakeClock {
  const sleepers = new Set<Sleeper>();
  let passed: Micros = 0;
  let setTo = start;

  const nextUntil = (end: Micros): Sleeper | undefined =>
    [...sleepers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0];

  return {
    now: () => setTo + passed,
    monotonic: () => passed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (!(ms > 0)) return resolve();
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper = { due: passed + Math.round(ms * microsPerMs), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    async advance(ms) {
      const end = passed + Math.round(ms * microsPerMs);
      await settled();
      for (let sleeper = nextUntil(end); sleeper !== undefined; sleeper = nextUntil(end)) {
        sleepers.delete(sleeper);
        passed = sleeper.due;
        sleeper.wake();
        await settled();
      }
      passed = end;
    },
    jump: ms => void (setTo += Math.round(ms * microsPerMs)),
  };
}
