import type { SealedValue } from '../domain/wallet/seal.js';

/** Where one is among all sealed values. */
export type Position = { readonly table: number; readonly row: number };

export type SealedRow = SealedValue & { readonly position: Position };

/** One value in the place of another. */
export type Resealed = { readonly row: SealedRow; readonly sealed: string };

/** Everything that is sealed in the store, in whatever table. */
export interface SealedRows {
  /** The next ones after a position, at most so many; from the first one on where it is null. Their order is always the same. */
  after(position: Position | null, most: number): Promise<SealedRow[]>;
  /**
   * Puts values in the place of others, all at once. One that is no longer what it was is left alone. Says which
   * were replaced. Throws `conflict`, and changes nothing, when a new one is sealed with a key that is not in use.
   */
  replace(changes: readonly Resealed[]): Promise<SealedRow[]>;
}
