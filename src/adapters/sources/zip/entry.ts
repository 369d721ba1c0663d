/** An entry as the list of the zip has it. Its name and its kind are in order. */
export type ListedEntry = {
  readonly index: number;
  readonly name: string;
  readonly raw: Buffer;
  readonly isFolder: boolean;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its own header begins. */
  readonly header: number;
};

/** The same, and where its content begins. What is in it was not looked at. */
export type Placed = ListedEntry & { readonly data: number };
