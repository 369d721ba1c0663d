import type { Micros } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';

/** A clock whose time of day stands where it was put, so that a replay says the same dates. Durations are real. */
export function scriptedClock(real: Clock): Clock & { set(moment: Micros): void } {
  let moment = real.now();
  return {
    ...real,
    now: () => moment,
    set: to => {
      moment = to;
    },
  };
}
