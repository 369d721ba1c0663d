import type { Database as Sqlite } from 'better-sqlite3';
import { setImmediate as pause } from 'node:timers/promises';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { TzurotError } from '../../domain/errors.js';
import type { Micros } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';
import { connect } from './connection.js';
import { inOurWords, isBusy } from './failures.js';
import { assertKnownVersion, assertOurDatabase } from './header.js';
import { migrations } from './migration.js';
import { preparedOnce } from './prepared-once.js';

/** An open store. All access goes through `read` and `write`, which wait for their turn without blocking the program. */
export type Database = {
  readonly path: string;
  readonly sql: Sqlite;
  readonly orm: BetterSQLite3Database;
  /** How often this connection changed who there is to talk to. What others change, SQLite itself tells. */
  readonly own: { personalityChanges: number };
  /** Runs `work` on one state of the store, whatever others write meanwhile. */
  read<T>(work: () => T): Promise<T>;
  /** Runs `work` in one immediate transaction: all of it, or nothing. */
  write<T>(work: () => T): Promise<T>;
  close(): void;
};

const mostTries = 40;
const firstPauseMs = 5;
const longestPauseMs = 200;

/** Opens a store that exists and is of today's schema. Refuses anything else without touching it. */
export function openDatabase(path: string, clock: Clock): Database {
  assertToday(path, assertOurDatabase(path));
  return databaseOver(opened(path), path, clock);
}

/** Runs something in a transaction. */
type Inside = { deferred<T>(work: () => T): T; immediate<T>(work: () => T): T };

/** The store behind a connection. */
export function databaseOver(sql: Sqlite, path: string, clock: Clock): Database {
  const inside: Inside = sql.transaction(work => work()); // One for all: to make one takes as long as to run it.
  const turn = turnsOf(clock);
  return {
    path,
    sql,
    orm: drizzle(preparedOnce(sql)),
    own: { personalityChanges: 0 },
    read: async work => {
      await turn();
      return patiently(clock, () => inside.deferred(work));
    },
    write: async work => {
      await turn();
      return patiently(clock, () => inside.immediate(work));
    },
    close: () => sql.close(),
  };
}

function opened(path: string): Sqlite {
  try {
    const sql = connect(path);
    try {
      assertToday(path, Number(sql.pragma('user_version', { simple: true })));
      return sql;
    } catch (error) {
      sql.close();
      throw error;
    }
  } catch (error) {
    throw inOurWords(error);
  }
}

function assertToday(path: string, version: number): void {
  assertKnownVersion(path, version);
  const missing = migrations.length - version;
  if (missing === 0) return;
  throw new TzurotError(
    'conflict',
    `The database is ${missing} migration${missing === 1 ? '' : 's'} behind this program. A snapshot is made before each.`,
    { try: 'migrate up' },
  );
}

const longestTurn: Micros = 10_000;

/**
 * Whoever comes when the store has been at work for a while without a pause waits until everything else had its turn:
 * commits are waited for, and many of them one after the other would keep timers and sockets waiting.
 */
function turnsOf({ monotonic }: Clock): () => Promise<void> | undefined {
  let began: Micros | undefined;
  return () => {
    if (began !== undefined) return monotonic() - began < longestTurn ? undefined : pause();
    began = monotonic();
    setImmediate(() => (began = undefined));
    return undefined;
  };
}

/** Tries again while somebody else holds the lock, with growing pauses in which everything else goes on. */
async function patiently<T>(clock: Clock, work: () => T): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || attempt === mostTries) throw inOurWords(error);
      await clock.sleep(Math.min(longestPauseMs, firstPauseMs * attempt));
    }
  }
}
