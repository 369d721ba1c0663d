import type { MasterKey } from '../domain/wallet/keyring.js';

/** A master key, and where it was found. */
export type FoundKey = {
  readonly key: MasterKey;
  /** Where that is, in words. */
  readonly from: string;
  /** Null where it is in no file. */
  readonly file: string | null;
  /** It lies under its id beside the file that is to be its own. */
  readonly isBeside: boolean;
  readonly warning: string | null;
};

/**
 * The master keys of a home: what the operator set, and the files they lie in. A location is the file that is to be a
 * key's own; null is the one in the home. Beside it, under their ids, lie keys that come in and keys that were retired.
 * What is written outlives a power cut. Throws `denied` for a file that others may read, `invalid` for one that holds no
 * key, and `unavailable` when something cannot be read or written.
 */
export interface KeyFiles {
  /** The key that is set: in a file the operator names, in the environment, in the home. Throws `invalid` for two that differ. */
  set(): FoundKey | undefined;
  /** The key of this id, in any of the places where it may lie. */
  find(keyId: string, location: string | null): FoundKey | undefined;
  /** The file of a location. */
  fileOf(location: string | null): string;
  /**
   * Where a new key is to be: where it was asked for, or where the present one is. Throws `invalid` when it has to be
   * said, or would contradict what is set, and `conflict` when something is there already.
   */
  locationFor(wanted: string | null, present: string | null): string | null;
  /** Puts a key beside a location, under its id. */
  keep(key: MasterKey, location: string | null): void;
  /**
   * Makes the file of a location that of this key, which lies beside it. Whatever else was set until now is kept beside
   * it, and no longer in the home. May be broken off anywhere, and done again.
   */
  settle(keyId: string, location: string | null): void;
}
