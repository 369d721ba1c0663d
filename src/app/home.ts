import { dirname } from 'node:path';
import type { Config } from '../config.js';
import { assertUsable, beginHome, completeHome, homeStateOf } from '../adapters/files/home.js';
import { fileKeys } from '../adapters/files/key-files.js';
import { findMasterKey, parseMasterKey, writeMasterKey } from '../adapters/files/master-key.js';
import { readSmallFile } from '../adapters/files/read.js';
import { sweepDrafts } from '../adapters/files/write.js';
import { openDatabase } from '../adapters/sqlite/database.js';
import { sqliteKeyEpochs } from '../adapters/sqlite/key-epochs.js';
import { makeDatabase } from '../adapters/sqlite/make.js';
import { systemClock } from '../adapters/system/clock.js';
import { systemEntropy } from '../adapters/system/entropy.js';
import { TzurotError } from '../domain/errors.js';
import * as masterKeys from '../domain/wallet/master-key/actions.js';
import type { MasterKey } from '../domain/wallet/keyring.js';
import { masterKeyLength, masterKeyOf } from '../domain/wallet/seal.js';
import type { FoundKey } from '../ports/key-files.js';

/**
 * Makes the home, or finishes one that was begun, or finds that it is there. Returns whether anything was made. A
 * recovery copy gives a new home its master key, and puts back the one that a home has lost.
 */
export async function makeHome(config: Config, options: { recovery?: string } = {}): Promise<boolean> {
  const { paths } = config;
  const state = homeStateOf(paths);
  assertUsable(paths, state);
  const key = options.recovery === undefined ? undefined : keyFromSheet(options.recovery);
  if (state === 'home') {
    if (key !== undefined) await putBack(config, key, options.recovery ?? '');
    return false;
  }
  const clock = systemClock();
  beginHome(paths);
  sweepDrafts(dirname(paths.masterKey));
  if (key !== undefined) writeMasterKey(paths.masterKey, key);
  if (findMasterKey(sourcesOf(config)) === undefined) writeMasterKey(paths.masterKey, freshMasterKey());
  const found = findMasterKey(sourcesOf(config)); // Not the one just made: another process may have been first.
  if (found === undefined) throw new Error(`The master key was made, and is not in ${paths.masterKey}.`);
  if (key !== undefined && key.id !== found.key.id) throw twoKeys(found);
  makeDatabase(paths.database, masterKeys.epochOf(found.key, clock.now()));
  completeHome(paths);
  return true;
}

export const homeExists = (config: Config): boolean => homeStateOf(config.paths) === 'home';

/** Refuses a folder in which there is no whole home. */
export function assertHome({ paths }: Config): void {
  const state = homeStateOf(paths);
  assertUsable(paths, state);
  if (state === 'home') return;
  const what = state === 'half-made' ? 'was begun and not finished' : 'does not exist yet';
  throw new TzurotError('not_found', `The home ${paths.home} ${what}.`, { try: 'init' });
}

export const freshMasterKey = () => masterKeyOf(systemEntropy().bytes(masterKeyLength));

export const sourcesOf = ({ masterKey, paths }: Config) => ({ ...masterKey, inHome: paths.masterKey });

const longestSheet = 64 * 1024;

const keyFromSheet = (path: string) =>
  parseMasterKey(masterKeys.keyOnSheet(Buffer.from(readSmallFile(path, longestSheet)).toString('utf8')), path);

/** Puts a lost master key back where it was. One that is there stays, and one that is not the store's is not taken. */
async function putBack(config: Config, key: MasterKey, from: string): Promise<void> {
  const { paths } = config;
  const keyFiles = fileKeys(sourcesOf(config));
  const found = keyFiles.set();
  if (found !== undefined && found.key.id !== key.id) throw twoKeys(found);
  const db = openDatabase(paths.database, systemClock());
  try {
    await masterKeys.assertRightKey({ keyEpochs: sqliteKeyEpochs(db), keyFiles }, key, from);
  } finally {
    db.close();
  }
  if (found === undefined) writeMasterKey(paths.masterKey, key);
}

const twoKeys = (found: FoundKey) =>
  new TzurotError(
    'conflict',
    `Another master key, ${found.key.id}, is set already (${found.from}). Take it away first.`,
  );
