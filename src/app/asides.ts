import type { Aside } from '../domain/around.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** How long the end of a program may wait for what is asked beside it. Usually nothing is. */
const graceMs = 2000;

/** Keeps count of what nobody waits for, so that it can end before the store is closed. */
export function asides(
  { log, clock }: { readonly log: Log; readonly clock: Pick<Clock, 'sleep'> },
  leaving: AbortController,
): { readonly run: Aside; end(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  return {
    run: (what, work) => {
      const { signal } = leaving;
      const begun = work(signal)
        .catch((error: unknown) => signal.aborted || log.warn(`${what} failed, and the rest went on`, { error }))
        .finally(() => running.delete(begun));
      running.add(begun);
    },
    async end() {
      const ended = new AbortController();
      const all = Promise.all(running).finally(() => ended.abort());
      await Promise.race([all, clock.sleep(graceMs, ended.signal).catch(() => {})]);
      leaving.abort();
      await all;
    },
  };
}
