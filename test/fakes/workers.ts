import type { Workers } from '../../src/ports/workers.js';

export type FakeWorkers = Workers & { start(name: string): void; end(name: string): void };

/** Workers that are alive until somebody ends them. */
export function fakeWorkers(self = 'worker'): FakeWorkers {
  const alive = new Set([self]);
  return {
    self: () => self,
    isAlive: worker => alive.has(worker),
    start: name => void alive.add(name),
    end: name => void alive.delete(name),
  };
}
