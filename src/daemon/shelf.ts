import type { Said } from '../domain/inbox/said.js';

/** As many messages wait while nothing can be written down. What is more is caught up with later. */
const most = 1000;

/** Messages that could not be taken in yet. */
export type Shelf = {
  put(said: Said): void;
  takeAll(): Said[];
  size(): number;
};

export function shelf(): Shelf {
  const kept: Said[] = [];
  return {
    put(said) {
      kept.push(said);
      if (kept.length > most) kept.shift();
    },
    takeAll: () => kept.splice(0),
    size: () => kept.length,
  };
}
