import type { Database as Sqlite } from 'better-sqlite3';
import { foundation } from './migrations/0001-foundation.js';
import { memoryIndex } from './migrations/0002-memory-index.js';
import { imports } from './migrations/0003-imports.js';
import { wallet } from './migrations/0004-wallet.js';
import { voice } from './migrations/0005-voice.js';
import { stage } from './migrations/0006-stage.js';
import type { Migration } from './migrations/step.js';

/** All of them, in order. The number of applied ones is the database's `user_version`. */
export const migrations: readonly Migration[] = [foundation, memoryIndex, imports, wallet, voice, stage];

/** Marks our databases among all SQLite files: “tzur”. */
export const applicationId = 0x747a7572;

/** Applies one migration and notes it, all or nothing. What `inspect` throws at the end takes it back. */
export function apply(
  sql: Sqlite,
  migration: Migration,
  position: number,
  appliedAt: number,
  inspect: () => void = () => {},
): void {
  sql
    .transaction(() => {
      migration.up(sql);
      sql
        .prepare('INSERT INTO migrations (name, position, applied_at) VALUES (?, ?, ?)')
        .run(migration.name, position, appliedAt);
      sql.pragma(`application_id = ${applicationId}`);
      sql.pragma(`user_version = ${position}`);
      if (sql.prepare('PRAGMA foreign_key_check').all().length > 0) {
        throw new Error(`${migration.name} would leave rows that refer to nothing.`);
      }
      inspect();
    })
    .immediate();
}
