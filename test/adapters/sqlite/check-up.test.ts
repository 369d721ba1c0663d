import { expect, it } from 'vitest';
import { newestLine, pendingMigrations, sqliteVersion } from '../../../src/adapters/sqlite/check-up.js';
import { people, speakers, talks } from '../../contracts/stores.js';
import { aTurnRecord, after } from '../../support/builders.js';
import { aDatabaseFile, anOpenDatabase, sha256 } from './files.js';
import { aHistoricDatabase } from './history.js';
import { storesOver } from './stores.js';

it('knows the version of SQLite', () => {
  expect(sqliteVersion()).toMatch(/^3\.\d+\.\d+$/);
});

it('counts the migrations that are missing', () => {
  expect(pendingMigrations(aHistoricDatabase())).toBe(5);
  expect(pendingMigrations(aDatabaseFile())).toBe(0);
});

it('knows of no newest line before anything was said', () => {
  expect(newestLine(aDatabaseFile())).toBeNull();
});

it('knows when the newest line was said, also while the store is in use', async () => {
  const db = anOpenDatabase();
  const stores = storesOver(db);
  for (const seed of [people, speakers, talks]) await seed(stores);
  await stores.turns.record(aTurnRecord({ triggerId: 'first', recordedAt: after(60) }));
  await stores.turns.record(aTurnRecord({ triggerId: 'second', recordedAt: after(30) }));
  expect(newestLine(db.path)).toBe(after(60));
});

it('changes nothing by looking', () => {
  const path = aDatabaseFile();
  const before = sha256(path);
  pendingMigrations(path);
  newestLine(path);
  expect(sha256(path)).toBe(before);
});
