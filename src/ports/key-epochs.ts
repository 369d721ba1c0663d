import type { Micros } from '../domain/time.js';

/** A master key that this store knows. The check value recognises it; the key itself is never here. */
export type KeyEpoch = {
  readonly keyId: string;
  readonly checkValue: string;
  readonly state: 'active' | 'retired';
  readonly createdAt: Micros;
};

/** Which master keys sealed what is in the store. */
export interface KeyEpochs {
  /** Oldest first. */
  all(): Promise<KeyEpoch[]>;
  /** Throws `conflict` when one is active already. */
  activate(epoch: KeyEpoch): Promise<void>;
  /** How many sealed rows there are, by key id. */
  sealedRows(): Promise<ReadonlyMap<string, number>>;
}
