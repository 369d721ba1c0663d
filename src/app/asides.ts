import type { Aside } from '../domain/around.js';
import type { Log } from '../ports/log.js';

/** Keeps count of what nobody waits for, so that it can end before the store is closed. */
export function asides(log: Log, signal: AbortSignal): { readonly run: Aside; ended(): Promise<unknown> } {
  const running = new Set<Promise<unknown>>();
  return {
    run: (what, work) => {
      const begun = work(signal)
        .catch((error: unknown) => signal.aborted || log.warn(`${what} failed, and the rest went on`, { error }))
        .finally(() => running.delete(begun));
      running.add(begun);
    },
    ended: () => Promise.all(running),
  };
}
