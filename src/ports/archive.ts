/** The key with which the files of one importer are sealed. Who forgets it has destroyed them. */
export type DataKey = { readonly id: string; readonly bytes: Uint8Array };

export type Kept = {
  /** Of the content, 64 hexadecimal digits. By this it is found again. */
  readonly sha256: string;
  readonly bytes: number;
  /** False: it was there already. */
  readonly isNew: boolean;
};

/** Keeps whole files, sealed and byte for byte, by the fingerprint of what is in them. */
export interface Archive {
  /**
   * Keeps a content. When it returns, the file is there for good, also after a crash; when it throws, nothing is left of
   * it. Throws `unavailable` when the disk is full or cannot be written to; what the chunks throw is passed on.
   */
  put(key: DataKey, chunks: AsyncIterable<Uint8Array>): Promise<Kept>;
  /**
   * The content, from its beginning. Nothing is given that was not sealed with this key, in this order; a change is found
   * where it is, and a missing end at the end. Throws `corrupt` for those, and `not_found`.
   */
  read(key: DataKey, sha256: string): AsyncIterable<Uint8Array>;
  has(keyId: string, sha256: string): Promise<boolean>;
  /** Removes a content. False: there was none. */
  remove(keyId: string, sha256: string): Promise<boolean>;
  /** What is kept under a key, in order. */
  list(keyId: string): Promise<readonly string[]>;
  /** Removes everything that is kept under a key. */
  removeKey(keyId: string): Promise<void>;
}
