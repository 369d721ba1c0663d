import type { Provider, SealedKey } from '../domain/wallet/key.js';
import type { Micros } from '../domain/time.js';

/** Keeps people's own keys, sealed. Each call is atomic; nothing here can open a key. */
export interface KeyStore {
  /** Stores a key, in place of an earlier one of the same person and provider. */
  put(key: SealedKey): Promise<void>;
  find(userId: string, provider: Provider): Promise<SealedKey | undefined>;
  /** A person's keys, by provider. */
  list(userId: string): Promise<SealedKey[]>;
  /** Removes a key. False if there was none. */
  remove(userId: string, provider: Provider): Promise<boolean>;
  /** Notes when a key was used. One that was replaced meanwhile is left alone. */
  used(id: string, at: Micros): Promise<void>;
  /** Notes that the provider did not take a key. */
  failed(id: string, at: Micros): Promise<void>;
  /** The keys of a provider, of anybody, that failed at this moment or later. */
  failedSince(provider: Provider, since: Micros): Promise<SealedKey[]>;
  /** Switches a key off. False when it is not there, or off already: so only one caller is told true. */
  refuse(id: string, at: Micros): Promise<boolean>;
  /** Switches a key on again, which was switched off by mistake. */
  restore(id: string): Promise<void>;
}
