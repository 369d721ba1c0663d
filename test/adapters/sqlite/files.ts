import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/sqlite/database.js';
import { makeDatabase } from '../../../src/adapters/sqlite/make.js';
import { fakeClock, type FakeClock } from '../../fakes/clock.js';
import { aKeyEpoch } from '../../support/builders.js';

const folders = new Set<string>();
afterAll(() => folders.forEach(remove));

/** A folder that is gone when the tests are. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-sqlite-'));
  folders.add(folder);
  return folder;
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

let made: string | undefined;

/** A database as it is made, at a path of its own. */
export function aDatabaseFile(): string {
  if (made === undefined) {
    made = join(aFolder(), 'made.db');
    makeDatabase(made, aKeyEpoch());
  }
  const path = join(aFolder(), 'tzurot.db');
  copyFileSync(made, path);
  return path;
}

/** Opens a database until the end of the test. */
export function anOpenDatabase(path = aDatabaseFile(), clock: FakeClock = fakeClock()): Database {
  const db = openDatabase(path, clock);
  onTestFinished(() => db.close());
  return db;
}

/** Every byte that is stored under this path, with what SQLite keeps beside it. */
export const bytesBeside = (path: string): Buffer =>
  Buffer.concat(
    readdirSync(dirname(path))
      .filter(name => name.startsWith(basename(path)))
      .map(name => readFileSync(join(dirname(path), name))),
  );

/** The fingerprint of a file; of nothing where there is none. */
export const sha256 = (path: string): string | undefined =>
  existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : undefined;
