import { microsPerMs } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';

/** The longest time a timer of Node can be set to. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now() * microsPerMs,
    monotonic: () => Math.floor(performance.now() * microsPerMs),
    sleep,
  };
}

/** A timer may fire a little early, and cannot be set far ahead: so it is set again until the time has passed. */
async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const end = performance.now() + ms;
  for (let left = ms; left > 0; left = end - performance.now()) {
    await pause(Math.min(Math.ceil(left), longestTimerMs), signal);
    signal?.throwIfAborted();
  }
}

/* Most are broken off, when what they limit is done: that has to cost little. */
const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
