import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { statements } from '../../../src/adapters/sqlite/connection.js';
import { sqliteKeyEpochs } from '../../../src/adapters/sqlite/key-epochs.js';
import { makeDatabase } from '../../../src/adapters/sqlite/make.js';
import { migrationStatus, verifyMigrations } from '../../../src/adapters/sqlite/migrate.js';
import { migrations } from '../../../src/adapters/sqlite/migration.js';
import { aKeyEpoch, noon } from '../../support/builders.js';
import { aFolder, anOpenDatabase, sha256 } from './files.js';

const aPath = () => join(aFolder(), 'tzurot.db');
/** Higher than any process has. */
const goneProcess = 2 ** 30;
const storeAt = (path: string) => ({ path, snapshots: aFolder() });

it('makes a database of today, in which nothing is pending', () => {
  const path = aPath();
  expect(makeDatabase(path, aKeyEpoch())).toBe(true);
  expect(verifyMigrations(storeAt(path)).filter(({ ok }) => !ok)).toEqual([]);
  expect(migrationStatus(storeAt(path)).migrations).toEqual(migrations.map(({ name }) => ({ name, appliedAt: noon })));
});

it('makes a database that knows its master key', async () => {
  const path = aPath();
  makeDatabase(path, aKeyEpoch({ keyId: 'cafe0123' }));
  expect(await sqliteKeyEpochs(anOpenDatabase(path)).all()).toEqual([aKeyEpoch({ keyId: 'cafe0123' })]);
});

it('makes one file, for its owner alone', () => {
  const path = aPath();
  makeDatabase(path, aKeyEpoch());
  expect(readdirSync(dirname(path))).toEqual(['tzurot.db']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('leaves alone what somebody else made before', () => {
  const path = aPath();
  makeDatabase(path, aKeyEpoch());
  const before = sha256(path);
  expect(makeDatabase(path, aKeyEpoch({ keyId: 'cafe0123' }))).toBe(false);
  expect(sha256(path)).toBe(before);
  expect(readdirSync(dirname(path))).toEqual(['tzurot.db']);
});

it('throws away what an earlier try left', () => {
  const path = aPath();
  writeFileSync(`${path}.${goneProcess}.making`, 'half a database');
  writeFileSync(`${path}.${goneProcess}.making-journal`, 'half a journal');
  expect(makeDatabase(path, aKeyEpoch())).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(['tzurot.db']);
});

it('leaves alone what somebody else is still making', () => {
  const path = aPath();
  const theirs = `${path}.${process.ppid}.making`;
  writeFileSync(theirs, 'half a database');
  expect(makeDatabase(path, aKeyEpoch())).toBe(true);
  expect(existsSync(theirs)).toBe(true);
});

it('shows nothing under its name before it is whole', () => {
  const path = aPath();
  const seen = new Set<boolean>();
  const look = () => void seen.add(existsSync(path));
  statements.subscribe(look);
  onTestFinished(() => void statements.unsubscribe(look));
  makeDatabase(path, aKeyEpoch());
  expect([...seen]).toEqual([false]);
});

it('says so when it cannot write there', () => {
  expect(() => makeDatabase(join(aFolder(), 'nowhere', 'tzurot.db'), aKeyEpoch())).toThrow('ENOENT');
});
