import { createHash } from 'node:crypto';
import type { Entropy } from '../../src/ports/entropy.js';

/** Bytes that look random and are the same in every run. Another seed gives others. */
export function fakeEntropy(seed = 'seed'): Entropy {
  let calls = 0;
  return {
    bytes(count) {
      calls += 1;
      if (count === 0) return new Uint8Array();
      return new Uint8Array(createHash('shake256', { outputLength: count }).update(`${seed}/${calls}`).digest());
    },
  };
}
