import type { Place } from '../domain/wallet/seal.js';

/** How many rows a table has, and a fingerprint of what they say. Ids we mint and our own clock's times are not in it. */
export type TableDigest = { readonly rows: number; readonly digest: string };

export type StoreState = {
  readonly tables: Readonly<Record<string, TableDigest>>;
  /** What is broken, in the database's own words. Empty when nothing is. */
  readonly integrity: readonly string[];
  /** Rows that refer to rows that are not there. */
  readonly brokenReferences: number;
  /** Rows that nothing leads to, and derived rows without a source. */
  readonly orphans: number;
};

export type SealedValue = { readonly place: Place; readonly purpose: string; readonly sealed: string };

/** Looks after the store as a whole. */
export interface StoreCare {
  /** Reads everything. Two stores that say the same have the same digests, in whatever order it was said. */
  inspect(): Promise<StoreState>;
  /** Everything that is sealed, and where. */
  sealedValues(): Promise<SealedValue[]>;
  /** Throws the derived indexes away and builds them from the rows. Loses nothing. */
  rebuildIndexes(): Promise<void>;
}
