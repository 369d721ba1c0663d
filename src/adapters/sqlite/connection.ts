import { channel } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/** Every statement that is about to run, commits included. For drills and for counting; silent when nobody listens. */
export const statements = channel('tzurot:sqlite:statement');

const busyTimeoutMs = 100;

/** What every connection must say about itself. */
const pragmas = {
  busy_timeout: busyTimeoutMs,
  foreign_keys: 1,
  journal_mode: 'wal',
  secure_delete: 1,
  synchronous: 2,
  trusted_schema: 0,
} as const;

/** Opens a database file that exists, durable and strict, and makes sure that it is so. */
export function connect(path: string): Sqlite.Database {
  const sql = new Sqlite(path, { fileMustExist: true, timeout: busyTimeoutMs, ...listened() });
  try {
    for (const [name, value] of Object.entries(pragmas)) sql.pragma(`${name} = ${value}`);
    for (const [name, value] of Object.entries(pragmas)) {
      const actual = sql.pragma(name, { simple: true });
      if (actual !== value) throw new Error(`SQLite kept ${name} at ${String(actual)} instead of ${value}.`);
    }
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

/** Opens a database to look at it. Writes nothing, but for taking back what a killed process had not finished. */
export function connectReadOnly(path: string): Sqlite.Database {
  if (existsSync(`${path}-journal`)) rollBack(path);
  return new Sqlite(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs, ...listened() });
}

/** Any read by a connection that may write finds the unfinished transaction and takes it back. */
function rollBack(path: string): void {
  const sql = new Sqlite(path, { fileMustExist: true, timeout: busyTimeoutMs, ...listened() });
  try {
    sql.pragma('user_version');
  } finally {
    sql.close();
  }
}

/** Makes a database file that is not in use yet, and so needs no log beside it. */
export function connectNew(path: string): Sqlite.Database {
  const sql = new Sqlite(path, { timeout: busyTimeoutMs, ...listened() });
  sql.pragma('journal_mode = delete');
  sql.pragma('synchronous = full');
  return sql;
}

const listened = () => (statements.hasSubscribers ? { verbose: (sql?: unknown) => statements.publish(sql) } : {});
