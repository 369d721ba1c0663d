import type { Spent } from '../domain/usage/usage.js';
import type { Secret } from '../domain/wallet/secret.js';

/**
 * Asks a provider afterwards what one request came to. Only the key that was used may ask. Throws `denied` when the
 * provider does not take the key and `unavailable` when it could not be asked; nothing it throws repeats the key.
 */
export interface Generations {
  /** Undefined: not known. Right after a request that is usual, and says nothing about later. */
  find(provider: string, generationId: string, key: Secret): Promise<Spent | undefined>;
}
