import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import { TzurotError } from '../../domain/errors.js';
import { isoOf, type Micros } from '../../domain/time.js';
import { connectReadOnly } from './connection.js';
import { allValues } from './digest.js';
import { assertOurDatabase } from './header.js';
import { emptyDraft, syncFolder } from './make.js';

/** The snapshots in a folder, by name. None where there is no such folder. */
export function listSnapshots(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.db'))
      .toSorted();
  } catch {
    return [];
  }
}

/** The file of a snapshot by its name. Refuses what is none. */
export function assertSnapshot(folder: string, name: string): string {
  const file = join(folder, basename(name));
  if (!listSnapshots(folder).includes(basename(name))) {
    throw new TzurotError('not_found', `There is no snapshot “${name}”.`, { try: 'migrate status' });
  }
  assertOurDatabase(file);
  return file;
}

/** Copies a store into a folder, compares the copy value by value, and only then gives it its name. */
export function takeSnapshot(sql: Sqlite, folder: string, reason: string, now: Micros): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = snapshotFile(folder, reason, now);
  const draft = emptyDraft(file);
  sql.prepare('VACUUM INTO ?').run(draft);
  const copy = connectReadOnly(draft);
  try {
    if (fingerprint(copy) !== fingerprint(sql)) {
      throw new TzurotError('corrupt', 'The snapshot does not say the same as the store. Nothing was migrated.', {
        try: 'doctor',
      });
    }
  } finally {
    copy.close();
  }
  renameSync(draft, file);
  syncFolder(folder);
  return file;
}

/** Copies a snapshot that is sound to where it is wanted. */
export function copySnapshot(file: string, target: string): void {
  const sql = connectReadOnly(file);
  try {
    const found = sql.pragma('integrity_check', { simple: true });
    if (found !== 'ok') {
      throw new TzurotError('corrupt', `The snapshot is damaged (${String(found)}). Nothing was changed.`);
    }
    sql.prepare('VACUUM INTO ?').run(target);
  } finally {
    sql.close();
  }
}

export const snapshotFile = (folder: string, reason: string, now: Micros): string =>
  join(folder, `${reason}-${isoOf(now).slice(0, 23).replaceAll(/[:.]/g, '-')}.db`);

const fingerprint = (sql: Sqlite): string =>
  JSON.stringify([...allValues(sql)].map(([table, { digest }]) => [table, digest.digest]));
