import { describe, expect, it } from 'vitest';
import type { Workers } from '../../src/ports/workers.js';

export type OpenedWorkers = {
  readonly workers: Workers;
  /** The name of another one that is at work, until `end`. */
  start(): Promise<{ readonly name: string; end(): Promise<void> }>;
};

/** What every Workers promises. */
export function workersContract(open: () => OpenedWorkers) {
  describe('keeps the Workers contract', () => {
    it('has one name as long as it runs, and is alive under it', () => {
      const { workers } = open();
      expect(workers.self()).toBe(workers.self());
      expect(workers.isAlive(workers.self())).toBe(true);
    });

    it('tells another one that runs from one that has ended', async () => {
      const { workers, start } = open();
      const { name, end } = await start();
      expect(name).not.toBe(workers.self());
      expect(workers.isAlive(name)).toBe(true);
      await end();
      expect(workers.isAlive(name)).toBe(false);
    });

    it.each(['', ':', '0', '-1', '0:0', 'somebody', '99999999999:1', 'NaN:', '1.5:', '__proto__'])(
      'takes %j for nobody who runs',
      name => {
        expect(open().workers.isAlive(name)).toBe(false);
      },
    );
  });
}
