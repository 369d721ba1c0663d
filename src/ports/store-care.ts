import type { StoreState } from '../domain/store/state.js';
import type { SealedValue } from '../domain/wallet/seal.js';

/** Looks after the store as a whole. */
export interface StoreCare {
  /** Reads everything. Two stores that say the same have the same digests, in whatever order it was said. */
  inspect(): Promise<StoreState>;
  /** Everything that is sealed, and where. */
  sealedValues(): Promise<SealedValue[]>;
  /** Throws the derived indexes away and builds them from the rows. Loses nothing. */
  rebuildIndexes(): Promise<void>;
}
