import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { columnsOf, sourceTables, valueDigest } from '../../../dist/adapters/sqlite/digest.js';
import { apply, migrations } from '../../../dist/adapters/sqlite/migration.js';

/** Takes a store back to its first schema, with the rows it has. */
export function makeOld(path: string): void {
  const source = `${path}.recent`;
  copyInto(path, source);
  rmSync(path);
  const [first] = migrations;
  if (first === undefined) throw new Error('There is no migration.');
  const old = new Sqlite(path);
  apply(old, first, 1, 0);
  old.pragma('foreign_keys = off');
  old.prepare('ATTACH ? AS recent').run(source);
  for (const table of tablesOf(old)) {
    const columns = columnsOf(old, table).join(', ');
    old.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM recent.${table}`);
  }
  old.exec('DETACH recent');
  old.pragma('journal_mode = wal');
  old.close();
  rmSync(source);
}

/** Copies a store, whatever is still in its log. */
export function copyInto(path: string, target: string): void {
  const sql = new Sqlite(path);
  sql.prepare('VACUUM INTO ?').run(target);
  sql.close();
}

/** The tables of an old store that say something else in another one. */
export function changedTables(path: string, oldPath: string): string[] {
  const sql = new Sqlite(path, { fileMustExist: true });
  const old = new Sqlite(oldPath, { readonly: true });
  try {
    return tablesOf(old).filter(table => {
      const columns = columnsOf(old, table);
      return valueDigest(sql, table, columns).digest !== valueDigest(old, table, columns).digest;
    });
  } finally {
    old.close();
    sql.close();
  }
}

const tablesOf = (sql: Sqlite.Database) => sourceTables(sql).filter(name => name !== 'migrations');
