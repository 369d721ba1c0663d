import type { Config } from '../config.js';
import type { Database } from '../adapters/sqlite/database.js';
import type { Keyring } from '../domain/wallet/keyring.js';
import type { Clock } from '../ports/clock.js';
import type { Hiding } from '../ports/hiding.js';
import type { KeyFiles } from '../ports/key-files.js';
import type { Log } from '../ports/log.js';

/** What has to stand before there are ports: a store that is open, and the keys that open what is sealed in it. */
export type Foundation = {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly keyFiles: KeyFiles;
  readonly keyring: Keyring;
  readonly hiding: Hiding;
};
