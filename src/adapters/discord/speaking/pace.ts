import { microsPerMs, type Micros } from '../../../domain/time.js';
import type { Clock } from '../../../ports/clock.js';

/** Waits until one more may be. */
export type Pace = () => Promise<void>;

/** One in so many milliseconds on the whole, and a few at once after a while without any. */
export function pace(clock: Pick<Clock, 'monotonic' | 'sleep'>, everyMs: number, atOnce: number): Pace {
  const step: Micros = everyMs * microsPerMs;
  let due = -Infinity;
  return async () => {
    const now = clock.monotonic();
    due = Math.max(due + step, now - (atOnce - 1) * step);
    if (due > now) await clock.sleep((due - now) / microsPerMs);
  };
}
