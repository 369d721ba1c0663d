import { inTurn, seats } from '../domain/around.js';

/** Work under way: one piece at a time under a key, and only so many at once. */
export type Lanes = {
  /** Begins `work` when it is its turn. What it throws is the caller's `failed` to see to; nothing escapes. */
  run(key: string, work: () => Promise<void>): void;
  /** How many are under way or wait. */
  size(): number;
  /** When nothing is under way any more. */
  idle(): Promise<void>;
};

export function lanes(mostAtOnce: number, failed: (error: unknown) => void): Lanes {
  const inLane = inTurn();
  const seated = seats(mostAtOnce);
  const underWay = new Set<Promise<void>>();
  return {
    run(key, work) {
      const done = inLane(key, () => seated(work))
        .catch(failed)
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
    size: () => underWay.size,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
