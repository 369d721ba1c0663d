import { existsSync, renameSync, linkSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { TzurotError } from '../../domain/errors.js';
import type { Micros } from '../../domain/time.js';
import { connect, connectReadOnly } from './connection.js';
import { allValues, valueDigest } from './digest.js';
import { inOurWords, isBusy, isDamage } from './failures.js';
import { assertKnownVersion, assertOurDatabase } from './header.js';
import { emptyDraft, syncFolder } from './make.js';
import { apply, migrations } from './migration.js';
import type { Migration } from './migrations/step.js';
import { assertSnapshot, copySnapshot, listSnapshots, snapshotFile, takeSnapshot } from './snapshot.js';

/** What a table was before and after. Compared are the columns that it had before, value by value. */
export type TableChange = {
  readonly table: string;
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly same: boolean;
};

export type MigrationReport = {
  readonly name: string;
  readonly snapshot: string | null;
  readonly tables: readonly TableChange[];
};

export type MigrationStatus = {
  readonly version: number;
  readonly latest: number;
  readonly migrations: readonly { readonly name: string; readonly appliedAt: Micros | null }[];
  readonly snapshots: readonly string[];
};

export type Verification = { readonly name: string; readonly ok: boolean; readonly problems: readonly string[] };

/** Where a store's file and the snapshots of it lie. */
export type Migratable = { readonly path: string; readonly snapshots: string };

export function migrationStatus({ path, snapshots }: Migratable): MigrationStatus {
  if (!existsSync(path)) return withoutStore(snapshots);
  assertOurDatabase(path);
  return guarded(() => {
    const sql = connectReadOnly(path);
    try {
      const version = versionOf(sql);
      const applied = new Map(
        sql
          .prepare<[], { name: string; at: number }>('SELECT name, applied_at AS at FROM migrations')
          .all()
          .map(({ name, at }) => [name, at]),
      );
      return {
        version,
        latest: migrations.length,
        migrations: migrations.map(({ name }) => ({ name, appliedAt: applied.get(name) ?? null })),
        snapshots: listSnapshots(snapshots),
      };
    } finally {
      sql.close();
    }
  });
}

const withoutStore = (snapshots: string): MigrationStatus => ({
  version: 0,
  latest: migrations.length,
  migrations: migrations.map(({ name }) => ({ name, appliedAt: null })),
  snapshots: listSnapshots(snapshots),
});

/** Applies what is pending, each after a verified snapshot. A dry run does the same to a copy in memory. */
export function migrateUp(store: Migratable, now: Micros, options: { dryRun: boolean }): MigrationReport[] {
  assertOurDatabase(store.path);
  return guarded(() => {
    const sql = options.dryRun ? copyInMemory(store.path) : connect(store.path);
    try {
      const version = versionOf(sql);
      assertKnownVersion(store.path, version);
      if (!options.dryRun && version < migrations.length) assertAlone(sql);
      return migrations.slice(version).map((migration, index) => {
        const before = allValues(sql);
        const snapshot = options.dryRun ? null : takeSnapshot(sql, store.snapshots, `before-${migration.name}`, now);
        const tables: TableChange[] = [];
        apply(sql, migration, version + index + 1, now, () => tables.push(...unchangedSince(sql, before, migration)));
        return { name: migration.name, snapshot, tables };
      });
    } finally {
      sql.close();
    }
  });
}

/** Compares every table with what it was. Throws, and so takes the migration back, when a value is another one. */
function unchangedSince(
  sql: Sqlite.Database,
  before: ReturnType<typeof allValues>,
  { name }: Migration,
): TableChange[] {
  const tables = [...before].map(([table, { columns, digest }]) => {
    const after = valueDigest(sql, table, columns);
    return { table, rowsBefore: digest.rows, rowsAfter: after.rows, same: after.digest === digest.digest };
  });
  const changed = tables.filter(({ same }) => !same).map(({ table }) => table);
  if (changed.length === 0) return tables;
  throw new TzurotError(
    'corrupt',
    `${name} would have changed what stands in ${changed.join(', ')}, so it was taken back.`,
  );
}

/** Says whether the schema is exactly what the migrations make, and whether the rows are sound. */
export function verifyMigrations({ path }: Migratable, only?: string): Verification[] {
  const names = migrations.map(({ name }) => name).filter(name => only === undefined || name === only);
  if (names.length === 0)
    throw new TzurotError('not_found', `There is no migration “${only}”.`, { try: 'migrate status' });
  assertOurDatabase(path);
  return guarded(() => {
    const sql = connectReadOnly(path);
    const golden = new Sqlite(':memory:');
    try {
      const version = versionOf(sql);
      for (const [index, migration] of migrations.slice(0, version).entries()) apply(golden, migration, index + 1, 0);
      const drift = schemaDrift(schemaOf(sql), schemaOf(golden));
      const broken = sql.prepare('PRAGMA foreign_key_check').all().length;
      const problems = [...drift, ...(broken === 0 ? [] : [`${broken} rows refer to rows that are not there`])];
      return names.map(name => {
        const applied = migrations.findIndex(migration => migration.name === name) < version;
        const found = applied ? problems : ['not applied yet'];
        return { name, ok: found.length === 0, problems: found };
      });
    } finally {
      golden.close();
      sql.close();
    }
  });
}

/**
 * Puts a snapshot in the place of the store, which may be damaged or gone. The store of now is kept aside; nobody may
 * have it open.
 */
export function restoreSnapshot(
  { path, snapshots }: Migratable,
  snapshot: string,
  now: Micros,
): { aside: string | null } {
  const source = assertSnapshot(snapshots, snapshot);
  return guarded(() => {
    const draft = emptyDraft(path);
    copySnapshot(source, draft);
    using held = heldAlone(path);
    const aside = setAside(path, snapshotFile(snapshots, 'replaced', now), held.isSound);
    renameSync(draft, path);
    syncFolder(dirname(path));
    syncFolder(snapshots);
    return { aside };
  });
}

type Held = Disposable & { readonly isSound: boolean };

const notHeld: Held = { isSound: false, [Symbol.dispose]: () => {} };

/** Keeps everybody else out of a store. What is too damaged to be opened, or gone, is in nobody's use. */
function heldAlone(path: string): Held {
  if (!existsSync(path)) return notHeld;
  try {
    const live = connect(path);
    try {
      assertAlone(live);
      return { isSound: true, [Symbol.dispose]: () => void live.close() };
    } catch (error) {
      live.close();
      throw error;
    }
  } catch (error) {
    if (!isDamage(error)) throw error;
    return notHeld;
  }
}

/**
 * Gives a store a second name. What SQLite left beside a broken one is moved away, because it must not be taken for the
 * new one's. The store stays where it is until the new one takes its place.
 */
function setAside(path: string, aside: string, isSound: boolean): string | null {
  const leftovers = isSound ? [] : ['-wal', '-shm', '-journal'].filter(part => existsSync(path + part));
  for (const part of leftovers) renameSync(path + part, aside + part);
  if (!existsSync(path)) return null;
  linkSync(path, aside);
  return aside;
}

/** Where a header says whether the database has a write-ahead log (2) or not (1), and that it has none. */
const fileFormat = [18, 20] as const;
const withoutLog = 1;

const versionOf = (sql: Sqlite.Database) => Number(sql.pragma('user_version', { simple: true }));

/** Leaving WAL mode is possible only for the last one who has the file open, and from then on nobody else can open it. */
function assertAlone(sql: Sqlite.Database): void {
  try {
    sql.pragma('locking_mode = exclusive');
    sql.pragma('journal_mode = delete');
  } catch (error) {
    if (!isBusy(error)) throw error;
    throw new TzurotError(
      'conflict',
      'Another tzurot has this home open. Stop it, then try again. Nothing was changed.',
      {
        cause: error,
      },
    );
  }
}

/** In memory there can be no log beside a database, so the copy's header must not say that there is one. */
function copyInMemory(path: string): Sqlite.Database {
  const source = connectReadOnly(path);
  try {
    return new Sqlite(source.serialize().fill(withoutLog, ...fileFormat));
  } finally {
    source.close();
  }
}

const schemaOf = (sql: Sqlite.Database): Map<string, string> =>
  new Map(
    sql
      .prepare<[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
      )
      .all()
      .map(row => [row.name, row.sql]),
  );

function schemaDrift(actual: ReadonlyMap<string, string>, golden: ReadonlyMap<string, string>): string[] {
  const names = [...new Set([...actual.keys(), ...golden.keys()])].toSorted();
  return names.flatMap(name => {
    if (!golden.has(name)) return [`${name} is not part of the schema`];
    if (!actual.has(name)) return [`${name} is missing`];
    return actual.get(name) === golden.get(name) ? [] : [`${name} differs from what the migrations make`];
  });
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inOurWords(error);
  }
}
