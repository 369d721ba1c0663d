import type { DiscordSight } from '../domain/discord/sight.js';
import type { ServiceAddress } from '../domain/doctor/addresses.js';
import type { Micros } from '../domain/time.js';
import type { KeyCondition } from '../domain/wallet/master-key/held.js';

/** What a doctor can ask a machine and a home. Each question stands alone: one may fail where others are answered. */
export interface Patient {
  nodeVersion(): string;
  sqliteVersion(): Promise<string>;
  /** The home's folder. Throws what is wrong with it when it cannot be used. */
  home(): Promise<string>;
  /** Files that others can read. */
  openFiles(): Promise<readonly string[]>;
  /** How many migrations are missing. Throws what is wrong with the database when it is not ours to open. */
  pendingMigrations(): Promise<number>;
  /** What is broken in the store, in its own words. */
  damage(): Promise<readonly string[]>;
  /** The master key. Throws when there is none, or not the right one. */
  masterKey(): Promise<KeyCondition>;
  freeBytes(): Promise<number>;
  /** When the newest line was said. Null before the first. */
  newestLine(): Promise<Micros | null>;
  /** Asks the model service whether it is there. Says what answered; null when none is set up. */
  provider(): Promise<string | null>;
  /** Where services would be asked. Asks none. */
  addresses(): readonly ServiceAddress[];
  /** What there is to see of Discord. Throws what is wrong when it does not answer; null when there is no token. */
  discord(): Promise<DiscordSight | null>;
  /** Takes other people's rights away from these files. */
  closeFiles(paths: readonly string[]): Promise<void>;
  /** Builds what is derived in the store anew. */
  rebuildIndexes(): Promise<void>;
}
