import type { App } from '../app.js';
import { softly } from '../domain/around.js';

/** What goes on beside hearing and answering. A failure is logged, and nothing more comes of it. */
export type Beside = {
  run(what: string, work: () => Promise<unknown>): void;
  /** When nothing of it is under way any more. */
  idle(): Promise<void>;
};

export function beside({ log }: Pick<App, 'log'>): Beside {
  const running = new Set<Promise<unknown>>();
  return {
    run(what, work) {
      const done = softly(log, what, work).finally(() => running.delete(done));
      running.add(done);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
