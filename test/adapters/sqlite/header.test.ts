import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { newestLine, pendingMigrations } from '../../../src/adapters/sqlite/check-up.js';
import { openDatabase } from '../../../src/adapters/sqlite/database.js';
import { assertOurDatabase } from '../../../src/adapters/sqlite/header.js';
import { migrateUp, migrationStatus, verifyMigrations } from '../../../src/adapters/sqlite/migrate.js';
import { migrations } from '../../../src/adapters/sqlite/migration.js';
import { fakeClock } from '../../fakes/clock.js';
import { noon } from '../../support/builders.js';
import { aDatabaseFile, aFolder, sha256 } from './files.js';

const corrupt = expect.objectContaining({ name: 'TzurotError', code: 'corrupt' });

function changed(pragma: string): string {
  const path = aDatabaseFile();
  const sql = new Sqlite(path);
  sql.pragma(pragma);
  sql.close();
  return path;
}

function written(content: string | Uint8Array): string {
  const path = join(aFolder(), 'tzurot.db');
  writeFileSync(path, content);
  return path;
}

const wholeDatabase = () => readFileSync(aDatabaseFile());

const foreign: readonly (readonly [what: string, make: () => string])[] = [
  ['a database of a newer tzurot', () => changed(`user_version = ${migrations.length + 1}`)],
  ['a database of a tzurot far ahead', () => changed('user_version = 2147483647')],
  ['a database with a negative version', () => changed('user_version = -1')],
  ['a database of another program', () => changed('application_id = 1')],
  ['a database of no program', () => changed('application_id = 0')],
  ['bytes that mean nothing', () => written(Uint8Array.from({ length: 8192 }, (_, index) => (index * 89) % 251))],
  ['a text', () => written('Dear diary,\n'.repeat(100))],
  ['the beginning of a database', () => written(wholeDatabase().subarray(0, 99))],
  ['an empty file', () => written('')],
];

const uses: readonly (readonly [what: string, use: (path: string) => unknown])[] = [
  ['looks at', path => assertOurDatabase(path)],
  ['opens', path => openDatabase(path, fakeClock())],
  ['migrates', path => migrateUp({ path, snapshots: aFolder() }, noon, { dryRun: false })],
  ['migrates for a try', path => migrateUp({ path, snapshots: aFolder() }, noon, { dryRun: true })],
  ['tells the state of', path => migrationStatus({ path, snapshots: aFolder() })],
  ['verifies', path => verifyMigrations({ path, snapshots: aFolder() })],
  ['counts the pending migrations of', path => pendingMigrations(path)],
  ['tells the newest line of', path => newestLine(path)],
];

describe.each(foreign)('%s', (_, make) => {
  it.each(uses)('is refused by what %s a database, and stays as it is', (__, use) => {
    const path = make();
    const before = sha256(path);
    expect(() => use(path)).toThrow(corrupt);
    expect(sha256(path)).toBe(before);
    expect(readdirSync(dirname(path))).toEqual(['tzurot.db']);
  });
});

const tellsWhatThereIs = ([what]: (typeof uses)[number]) => what === 'tells the state of';

describe.each([
  ['a folder', (path: string) => mkdirSync(path), uses],
  ['a path at which there is nothing', () => {}, uses.filter(use => !tellsWhatThereIs(use))],
] as const)('%s', (_, put, each) => {
  it.each(each)('is refused by what %s a database, and nothing is made', (__, use) => {
    const folder = aFolder();
    put(join(folder, 'tzurot.db'));
    const before = readdirSync(folder);
    expect(() => use(join(folder, 'tzurot.db'))).toThrow(corrupt);
    expect(readdirSync(folder)).toEqual(before);
  });
});

it('knows the version of a database of ours', () => {
  expect(assertOurDatabase(aDatabaseFile())).toBe(migrations.length);
});

it('says that a newer database belongs to a newer program', () => {
  expect(() => assertOurDatabase(changed('user_version = 99'))).toThrow(/newer tzurot \(schema 99/);
});
