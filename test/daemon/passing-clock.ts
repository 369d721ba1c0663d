import { systemClock } from '../../src/adapters/system/clock.js';
import { microsPerMs, type Micros } from '../../src/domain/time.js';
import type { Clock } from '../../src/ports/clock.js';

export type PassingClock = Clock & {
  /** So many milliseconds pass at once. Whoever slept until then wakes up. */
  pass(ms: number): void;
  /** The machine's clock says so much more from now on, and no time has passed. */
  jump(ms: number): void;
  /** What it is, whatever the machine's clock says. */
  right(): Micros;
};

/** The machine's time, in which hours can pass in a moment, and which runs so many times as fast. */
export function passingClock(pace = 1): PassingClock {
  const system = systemClock();
  const [began, started] = [system.now(), system.monotonic()];
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  let ahead = 0;
  let wrong = 0;
  const monotonic = () => started + Math.floor((system.monotonic() - started) * pace) + ahead;
  return {
    now: () => began + wrong + (monotonic() - started),
    monotonic,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const end = (how: () => void) => {
          clearTimeout(timer);
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', given);
          how();
        };
        const given = () => end(() => reject(signal?.reason));
        const sleeper = { until: monotonic() + ms * microsPerMs, wake: () => end(resolve) };
        const timer = setTimeout(sleeper.wake, Math.max(0, ms / pace));
        sleepers.add(sleeper);
        signal?.addEventListener('abort', given, { once: true });
      }),
    right: () => began + (monotonic() - started),
    jump: ms => void (wrong += ms * microsPerMs),
    pass(ms) {
      ahead += ms * microsPerMs;
      for (const sleeper of sleepers) if (sleeper.until <= monotonic()) sleeper.wake();
    },
  };
}
