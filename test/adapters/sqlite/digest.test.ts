import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/sqlite/database.js';
import {
  canonical,
  canonicalDigests,
  derivedTables,
  digestOf,
  isLedger,
  sourceTables,
} from '../../../src/adapters/sqlite/digest.js';
import { migrateUp } from '../../../src/adapters/sqlite/migrate.js';
import * as schema from '../../../src/adapters/sqlite/schema.js';
import { fakeClock } from '../../fakes/clock.js';
import { noon } from '../../support/builders.js';
import { aFolder, anOpenDatabase } from './files.js';
import { aHistoricDatabase, newerRows, rows } from './history.js';

const full = aHistoricDatabase(rows);
migrateUp({ path: full, snapshots: aFolder() }, noon, { dryRun: false });
fillNewerTables();

function fillNewerTables() {
  const db = openDatabase(full, fakeClock());
  newerRows(db.sql);
  db.close();
}

/** A store with rows in every table, in which anything may be written. */
function aFullStore(): Database {
  const path = join(aFolder(), 'tzurot.db');
  copyFileSync(full, path);
  const db = anOpenDatabase(path);
  db.sql.exec('PRAGMA foreign_keys = off; PRAGMA ignore_check_constraints = on; PRAGMA synchronous = off');
  return db;
}

const anyRow = fc.array(fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.constant(null)), {
  minLength: 1,
  maxLength: 4,
});
const anyRows = fc.array(anyRow, { maxLength: 12 });
const runs = { seed: 1815, numRuns: 300 };

describe('the digest of rows', () => {
  it('is the same in any order', () => {
    fc.assert(
      fc.property(
        anyRows.chain(some => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        ([some, shuffled]) => {
          expect(digestOf(shuffled)).toEqual(digestOf(some));
        },
      ),
      runs,
    );
  });

  it('is another one once any value is another', () => {
    const oneAndAnother = fc
      .tuple(anyRows, fc.nat(), fc.nat(), fc.string())
      .filter(([some]) => some.length > 0)
      .map(([some, row, column, value]) => {
        const at = row % some.length;
        const changed = some.map((each, index) => (index === at ? each.with(column % each.length, `${value}!`) : each));
        return [some, changed] as const;
      })
      .filter(([some, changed]) => JSON.stringify(some) !== JSON.stringify(changed));
    fc.assert(
      fc.property(oneAndAnother, ([some, changed]) => {
        expect(digestOf(changed).digest).not.toBe(digestOf(some).digest);
      }),
      runs,
    );
  });

  it('is another one once a row is there twice', () => {
    expect(digestOf([[1], [1]]).digest).not.toBe(digestOf([[1]]).digest);
  });

  it('does not take a value for part of its neighbour', () => {
    expect(digestOf([['ab', 'c']]).digest).not.toBe(digestOf([['a', 'bc']]).digest);
    expect(digestOf([['a'], ['b']]).digest).not.toBe(digestOf([['a', 'b']]).digest);
  });

  it.each([
    ['null', 'the text null', null, 'null'],
    ['a number', 'its digits', 1, '1'],
    ['nothing', 'an empty text', null, ''],
    ['zero', 'nothing', 0, null],
  ])('tells %s from %s', (_, __, one, other) => {
    expect(digestOf([[one]]).digest).not.toBe(digestOf([[other]]).digest);
  });
});

/** Ids that we mint, what refers by them, and what only our own clock or the index says. */
const outside: Readonly<Record<string, readonly string[]>> = {
  migrations: ['applied_at'],
  key_epochs: ['key_id', 'check_value', 'created_at', 'retired_at', 'worker', 'location'],
  users: ['id', 'created_at', 'batch_seq'],
  accounts: ['user_id'],
  personas: ['id'],
  personalities: ['id', 'created_at', 'updated_at', 'batch_seq'],
  lore: ['id', 'batch_seq'],
  channels: ['seq', 'batch_seq'],
  conversations: ['id', 'started_at', 'batch_seq'],
  messages: ['seq', 'id', 'batch_seq'],
  platform_messages: ['message_id'],
  memories: ['seq', 'id', 'terms', 'message_id', 'reply_to', 'batch_seq'],
  outbox: ['id', 'message_id', 'reference', 'recorded_at'],
  outcomes: ['outbox_id', 'at'],
  postings: ['outbox_id', 'attempted_at'],
  inbox: ['seq', 'accepted_at'],
  traces: ['reference', 'at', 'expires_at', 'sealed'],
  usage: ['id', 'opened_at', 'closed_at', 'holder'],
  sealed_keys: ['id', 'sealed', 'created_at', 'last_used_at', 'failed_at', 'refused_at'],
  budgets: ['set_at'],
  llm_configs: ['id', 'created_at', 'updated_at'],
  descriptions: ['made_at'],
};

const columns = Object.values(schema)
  .filter(value => is(value, SQLiteTable))
  .map(table => getTableConfig(table))
  .filter(({ name }) => !derivedTables.includes(name))
  .flatMap(table => table.columns.map(column => [table.name, column.name, column.getSQLType()] as const));

const isInside = (table: string, column: string) => !outside[table]?.includes(column);

const otherText = (column: string) => `coalesce("${column}", '') || '!'`;
const others: Readonly<Record<string, (column: string) => string>> = {
  integer: column => `coalesce("${column}", 0) + 7`,
  blob: column => `CAST(${otherText(column)} AS BLOB)`,
  'inbox.accepted': column => `json_set("${column}", '$.said.text', 'another')`,
  'personalities.source': column => `json_set("${column}", '$.foreignId', 'another')`,
};

/** Puts another value into every row, whatever the column held. */
function change({ sql }: Database, table: string, column: string, type: string): void {
  const other = others[`${table}.${column}`] ?? others[type] ?? otherText;
  sql.exec(`UPDATE "${table}" SET "${column}" = ${other(column)}`);
}

describe('the digests of a store', () => {
  it('are of every table', () => {
    expect(Object.keys(canonical).toSorted()).toEqual(
      sourceTables(anOpenDatabase().sql).filter(table => !isLedger(table)),
    );
  });

  it('are of tables that all have rows here', () => {
    const empty = Object.entries(canonicalDigests(aFullStore().sql)).filter(([, table]) => table.rows === 0);
    expect(empty).toEqual([]);
  });

  it.each(columns.filter(([table, column]) => isInside(table, column)))(
    'are others once %s has another %s',
    (table, column, type) => {
      const db = aFullStore();
      const before = canonicalDigests(db.sql);
      change(db, table, column, type);
      expect(canonicalDigests(db.sql)).not.toEqual(before);
    },
  );
});
