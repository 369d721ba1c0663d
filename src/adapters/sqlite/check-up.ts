import Sqlite from 'better-sqlite3';
import { connectReadOnly } from './connection.js';
import { inOurWords } from './failures.js';
import { assertOurDatabase } from './header.js';
import { migrations } from './migration.js';

/** The version of SQLite that is built in. */
export function sqliteVersion(): string {
  const sql = new Sqlite(':memory:');
  try {
    return String(sql.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    sql.close();
  }
}

/** How many migrations a database is behind. Opens it only to read. */
export const pendingMigrations = (path: string): number =>
  looked(path, sql => migrations.length - Number(sql.pragma('user_version', { simple: true })));

/** When the newest line was said. */
export const newestLine = (path: string): number | null =>
  looked(path, sql => {
    const newest = sql.prepare('SELECT max(said_at) FROM messages').pluck().get();
    return typeof newest === 'number' ? newest : null;
  });

function looked<T>(path: string, look: (sql: Sqlite.Database) => T): T {
  assertOurDatabase(path);
  try {
    const sql = connectReadOnly(path);
    try {
      return look(sql);
    } finally {
      sql.close();
    }
  } catch (error) {
    throw inOurWords(error);
  }
}
