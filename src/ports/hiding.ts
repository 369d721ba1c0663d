import type { Secret } from '../domain/wallet/secret.js';

/** Keeps secrets out of everything that is written down, for as long as they are in use and a while afterwards. */
export interface Hiding {
  /** From now on it is hidden. What is returned says that this use of it is over; a minute later it may be forgotten. */
  hide(secret: Secret): () => void;
}
