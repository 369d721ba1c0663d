import type { Clock } from '../../../../src/ports/clock.js';

export type EagerClock = Clock & {
  /** How long was slept, each time, in milliseconds. */
  readonly slept: readonly number[];
  /** Ends all that is waited for in vain. */
  expire(): void;
};

/** What only ends when something else does not come: deadlines. */
const held = new Set([15_000, 4000]);

/** Time that passes as soon as somebody sleeps, and does not while somebody waits for the other side. */
export function eagerClock(): EagerClock {
  const slept: number[] = [];
  const waiting = new Set<() => void>();
  const start = Date.now() * 1000;
  let passed = 0;
  return {
    slept,
    now: () => start + passed,
    monotonic: () => passed,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (signal !== undefined && held.has(ms)) {
        return new Promise((resolve, reject) => {
          waiting.add(resolve);
          signal.addEventListener('abort', () => {
            waiting.delete(resolve);
            reject(signal.reason);
          });
        });
      }
      slept.push(ms);
      passed += Math.round(ms * 1000);
      await Promise.resolve();
      signal?.throwIfAborted();
    },
    expire() {
      for (const wake of waiting) wake();
    },
  };
}
