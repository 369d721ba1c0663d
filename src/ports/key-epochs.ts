import type { Micros } from '../domain/time.js';

/** A master key that this store knows. The check value recognises it; the key itself is never here. */
export type KeyEpoch = {
  readonly keyId: string;
  readonly checkValue: string;
  /** Incoming: everything is being sealed anew with it. */
  readonly state: 'incoming' | 'active' | 'retired';
  readonly createdAt: Micros;
  readonly retiredAt: Micros | null;
  /** The program run that brings it in, until its file is in its place. */
  readonly worker: string | null;
  /** Where its file is to be. Null where that is the file in the home. */
  readonly location: string | null;
};

/** Which master keys sealed what is in the store. Nothing can be sealed with one that is retired, or not known here. */
export interface KeyEpochs {
  /** Oldest first. */
  all(): Promise<KeyEpoch[]>;
  /** Throws `conflict` when one is active already. */
  activate(epoch: KeyEpoch): Promise<void>;
  /** Lets a key come in beside this active one. False when that is not the active one, or another run is at it already. */
  bringIn(epoch: KeyEpoch, active: string): Promise<boolean>;
  /** Goes on with what another worker began. False when that was not, or is no longer, the one who brings this key in. */
  takeOver(keyId: string, from: string, worker: string): Promise<boolean>;
  /** Forgets a key that was coming in. Throws `conflict` when something is sealed with it, and the key stays. */
  giveUp(keyId: string): Promise<void>;
  /**
   * Makes the key that comes in the active one, and retires the one before. False, and nothing changes, while anything is
   * sealed with another key. True as well when it is active already. Throws `conflict` when it was given up.
   */
  exchange(keyId: string, at: Micros): Promise<boolean>;
  /** Says that the file of the active key is in its place: nobody is at it any more. */
  finish(keyId: string): Promise<void>;
  /** How many sealed rows there are, by key id. */
  sealedRows(): Promise<ReadonlyMap<string, number>>;
}
