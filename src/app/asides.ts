import type { Aside } from '../domain/around.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** How long the end of a program may wait for what is asked beside it. Usually nothing is. */
const graceMs = 2000;

type Work = Parameters<Aside>[1];

/** Keeps count of what nobody waits for, so that it can end before the store is closed. */
export function asides(
  { log, clock }: { readonly log: Log; readonly clock: Pick<Clock, 'sleep'> },
  leaving: AbortController,
): { readonly run: Aside; end(): Promise<void> } {
  const { signal } = leaving;
  const wanted = new Map<string, Work>();
  const running = new Map<string, Promise<void>>();
  const next = (what: string): Work | undefined => {
    const work = wanted.get(what);
    wanted.delete(what);
    return signal.aborted ? undefined : work;
  };
  const allOf = async (what: string): Promise<void> => {
    for (let work = next(what); work !== undefined; work = next(what)) {
      await work(signal).catch(
        (error: unknown) => signal.aborted || log.warn(`${what} failed, and the rest went on`, { error }),
      );
    }
    running.delete(what);
  };
  return {
    run: (what, work) => {
      wanted.set(what, work);
      if (!running.has(what)) running.set(what, allOf(what));
    },
    async end() {
      const ended = new AbortController();
      const all = Promise.all(running.values()).finally(() => ended.abort());
      await Promise.race([all, clock.sleep(graceMs, ended.signal).catch(() => {})]);
      leaving.abort();
      await all;
    },
  };
}
