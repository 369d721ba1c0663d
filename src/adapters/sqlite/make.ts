import { closeSync, fsyncSync, linkSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import type { KeyEpoch } from '../../ports/key-epochs.js';
import { connectNew } from './connection.js';
import { inOurWords } from './failures.js';
import { apply, migrations } from './migration.js';

/**
 * Makes a database that knows its master key. It appears under its name only when it is whole; what an earlier try
 * left is thrown away. Returns false when somebody else was first.
 */
export function makeDatabase(path: string, epoch: KeyEpoch): boolean {
  const draft = emptyDraft(path);
  try {
    const sql = connectNew(draft);
    try {
      fillNew(sql, epoch);
    } finally {
      sql.close();
    }
  } catch (error) {
    throw inOurWords(error);
  }
  return appear(draft, path);
}

/** Puts everything into an empty database that a store begins with. */
export function fillNew(sql: Sqlite, { keyId, checkValue, state, createdAt }: KeyEpoch): void {
  for (const [index, migration] of migrations.entries()) apply(sql, migration, index + 1, createdAt);
  sql
    .prepare('INSERT INTO key_epochs (key_id, check_value, state, created_at) VALUES (?, ?, ?, ?)')
    .run(keyId, checkValue, state, createdAt);
}

/**
 * An empty file beside a path, for its owner alone; SQLite fills empty files. Each process has one of its own, and
 * sweeps away those of processes that are gone.
 */
export function emptyDraft(path: string): string {
  sweepDrafts(dirname(path));
  const draft = `${path}.${process.pid}.making`;
  closeSync(openSync(draft, 'wx', 0o600));
  return draft;
}

const draftName = /\.(\d+)\.making/;

function sweepDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(draftName.exec(name)?.[1]);
    if (pid === process.pid || (pid > 0 && !isRunning(pid))) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function appear(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** Makes sure that a name written into a folder is still there after a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
