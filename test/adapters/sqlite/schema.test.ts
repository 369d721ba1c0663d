import { is, type Column } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { derivedTables, isLedger, sourceTables } from '../../../src/adapters/sqlite/digest.js';
import * as schema from '../../../src/adapters/sqlite/schema.js';
import { anOpenDatabase } from './files.js';

type InDatabase = { readonly name: string; readonly type: string; readonly notnull: number; readonly pk: number };

const tables = Object.values(schema)
  .filter(value => is(value, SQLiteTable))
  .map(table => getTableConfig(table));

const inDatabase = (table: string) =>
  anOpenDatabase()
    .sql.prepare<[string], InDatabase>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, type, notnull, pk }) => ({ name, type, isNullable: notnull === 0 && pk === 0, inKey: pk > 0 }));

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

describe('the tables as queries see them', () => {
  it('are the tables that the migrations make', () => {
    expect(tables.map(({ name }) => name).toSorted()).toEqual(
      [...sourceTables(anOpenDatabase().sql).filter(table => !isLedger(table)), ...derivedTables].toSorted(),
    );
  });

  it.each(tables.map(table => [table.name, table] as const))(
    'have the columns that the migrations make, in %s',
    (name, { columns, primaryKeys }) => {
      const keys = new Set(primaryKeys.flatMap(key => key.columns.map(column => column.name)));
      const seen = columns.map((column: Column) => ({
        name: column.name,
        type: column.getSQLType().toUpperCase(),
        isNullable: !column.notNull,
        inKey: column.primary || keys.has(column.name),
      }));
      expect(seen.toSorted(byName)).toEqual(inDatabase(name).toSorted(byName));
    },
  );

  it('are strict, so that a column holds what it says', () => {
    const { sql } = anOpenDatabase();
    const loose = sql.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict").pluck().all();
    expect(sourceTables(sql).filter(name => loose.includes(name))).toEqual([]);
  });
});
