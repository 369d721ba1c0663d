/** Randomness. Good enough for keys and nonces. */
export interface Entropy {
  /** Exactly `count` fresh bytes. No two calls return the same, but for very small counts. */
  bytes(count: number): Uint8Array;
}
