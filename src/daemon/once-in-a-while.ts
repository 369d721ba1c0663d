import { microsPerSecond, type Micros } from '../domain/time.js';
import type { Clock } from '../ports/clock.js';

const quiet: Micros = 1800 * microsPerSecond;

/** Tells of something, and then not again for half an hour. */
export function onceInAWhile<T>({ monotonic }: Pick<Clock, 'monotonic'>, tell: (about: T) => void): (about: T) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return about => {
    const now = monotonic();
    if (now - toldAt < quiet) return;
    toldAt = now;
    tell(about);
  };
}
