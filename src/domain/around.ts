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

/**
 * Runs what nobody waits for. The signal ends it when the program does; when it fails otherwise, that is logged, and
 * nothing more comes of it.
 */
export type Aside = (what: string, work: (signal: AbortSignal) => Promise<unknown>) => void;

/** Made with the first use, and once. */
export function lazily<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    const [first = make()] = made;
    made[0] = first;
    return first;
  };
}

/** Through which something is done once for all who want it at the same time. */
export type Shared<T> = (work: () => Promise<T>) => Promise<T>;

/** Whoever comes while something is being done gets what comes of that. Afterwards it is done anew. */
export function shared<T>(): Shared<T> {
  const running = new Set<Promise<T>>();
  return work => {
    const [already] = running;
    if (already !== undefined) return already;
    const begun = work().finally(() => running.delete(begun));
    running.add(begun);
    return begun;
  };
}
