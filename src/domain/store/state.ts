/** How many rows a table has, and a fingerprint of what they say. Ids we mint and our own clock's times are not in it. */
export type TableDigest = { readonly rows: number; readonly digest: string };

export type StoreState = {
  readonly tables: Readonly<Record<string, TableDigest>>;
  /** Rows of the tables that only say how things came here. Not part of what a store says. */
  readonly imports: Readonly<Record<string, number>>;
  /** What is broken, in the database's own words. Empty when nothing is. */
  readonly integrity: readonly string[];
  /** Rows that refer to rows that are not there. */
  readonly brokenReferences: number;
  /** Rows that nothing leads to, and derived rows without a source. */
  readonly orphans: number;
};

/** What is broken in a store, in words. */
export const damageOf = ({ integrity, brokenReferences, orphans }: StoreState): string[] => [
  ...integrity,
  ...(brokenReferences === 0 ? [] : [`${brokenReferences} rows refer to rows that are not there`]),
  ...(orphans === 0 ? [] : [`${orphans} rows have nothing that leads to them`]),
];
