import { randomFillSync } from 'node:crypto';
import type { Entropy } from '../../ports/entropy.js';

/** The machine's source of randomness. */
export const systemEntropy = (): Entropy => ({ bytes: count => randomFillSync(new Uint8Array(count)) });
