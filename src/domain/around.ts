import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** Runs what may fail without failing the whole. A failure is logged and becomes undefined. */
export async function softly<T>(log: Log, what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.warn(`${what} failed, and the rest went on`, { error });
    return undefined;
  }
}

/** Runs `work` and writes down how long it took, in microseconds, under `name`. */
export async function timed<T>(
  clock: Clock,
  timings: Record<string, number>,
  name: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const started = clock.monotonic();
  try {
    return await work();
  } finally {
    timings[name] = clock.monotonic() - started;
  }
}
