import type { Database as Sqlite } from 'better-sqlite3';

/** A step forward of the schema. Runs once, inside a transaction of its own. There is no way back but a snapshot. */
export type Migration = { readonly name: string; up(sql: Sqlite): void };
