import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectNew } from '../../../src/adapters/sqlite/connection.js';
import { columnsOf, sourceTables } from '../../../src/adapters/sqlite/digest.js';
import { migrateUp, migrationStatus, restoreSnapshot, verifyMigrations, type Migratable } from '../../../src/adapters/sqlite/migrate.js'; // prettier-ignore
import { apply, migrations } from '../../../src/adapters/sqlite/migration.js';
import { foundation } from '../../../src/adapters/sqlite/migrations/0001-foundation.js';
import { termsOf } from '../../../src/domain/memory/terms.js';
import { aVenue, after, noon } from '../../support/builders.js';
import { aDatabaseFile, aFolder, anOpenDatabase, sha256 } from './files.js';
import { aHistoricDatabase, rows } from './history.js';
import { storesOver } from './stores.js';

const storeAt = (path: string): Migratable => ({ path, snapshots: join(dirname(path), 'snapshots') });
const anOldStore = (fill?: (sql: Sqlite.Database) => void) => storeAt(aHistoricDatabase(fill));
const up = (store: Migratable, now = noon) => migrateUp(store, now, { dryRun: false });
const tryUp = (store: Migratable) => migrateUp(store, noon, { dryRun: true });

function using<T>(path: string, work: (sql: Sqlite.Database) => T): T {
  const sql = new Sqlite(path);
  try {
    return work(sql);
  } finally {
    sql.close();
  }
}

/** Somebody who has the file open, and looks at it. */
function visitor(path: string): Sqlite.Database {
  const sql = new Sqlite(path);
  sql.pragma('journal_mode = wal');
  sql.prepare('SELECT count(*) FROM users').get();
  onTestFinished(() => void sql.close());
  return sql;
}

const version = (path: string) => using(path, sql => sql.pragma('user_version', { simple: true }));

/** The tables of the first release, with their columns. */
const firstTables = using(aHistoricDatabase(), sql =>
  sourceTables(sql).map(table => [table, columnsOf(sql, table).join(', ')] as const),
);

/** All that the first release knew of, by table. */
const told = (path: string): Record<string, unknown[]> =>
  using(path, sql =>
    Object.fromEntries(
      firstTables.map(([table, columns]) => {
        const own = table === 'migrations' ? 'WHERE position = 1' : '';
        return [table, sql.prepare(`SELECT ${columns} FROM ${table} ${own} ORDER BY 1, 2`).raw().all()];
      }),
    ),
  );

const conflict = expect.objectContaining({ code: 'conflict' });
const corrupt = expect.objectContaining({ code: 'corrupt' });
const notFound = expect.objectContaining({ code: 'not_found' });

describe.each([
  ['a store of the first release', rows],
  ['an empty store of the first release', () => {}],
])('%s', (_, fill) => {
  it('is brought up to date, one migration after the other', () => {
    const store = anOldStore(fill);
    expect(up(store).map(({ name }) => name)).toEqual(migrations.slice(1).map(({ name }) => name));
    expect(version(store.path)).toBe(migrations.length);
  });

  it('keeps every value it had', () => {
    const store = anOldStore(fill);
    const before = told(store.path);
    up(store);
    expect(told(store.path)).toEqual(before);
  });

  it('has the schema of a new one afterwards', () => {
    const store = anOldStore(fill);
    up(store);
    expect(verifyMigrations(store)).toEqual(migrations.map(({ name }) => ({ name, ok: true, problems: [] })));
  });

  it('can be opened afterwards, and is sound', async () => {
    const store = anOldStore(fill);
    up(store);
    const { storeCare } = storesOver(anOpenDatabase(store.path));
    expect(await storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0, orphans: 0 });
  });

  it('is told to have as many rows as before in each table, with the same values', () => {
    const store = anOldStore(fill);
    const counts = Object.entries(told(store.path)).filter(([table]) => table !== 'migrations');
    const [report] = up(store);
    expect(report?.tables).toEqual(
      counts.map(([table, { length }]) => ({ table, rowsBefore: length, rowsAfter: length, same: true })),
    );
  });

  it('is in the snapshot as it was', () => {
    const store = anOldStore(fill);
    const before = told(store.path);
    const [report] = up(store);
    expect(told(report?.snapshot ?? '')).toEqual(before);
    expect(version(report?.snapshot ?? '')).toBe(1);
  });

  it('needs to be migrated only once', () => {
    const store = anOldStore(fill);
    up(store);
    const before = migrationStatus(store);
    expect(up(store, after(60))).toEqual([]);
    expect(migrationStatus(store)).toEqual(before);
  });

  it('stays as it is in a dry run', () => {
    const store = anOldStore(fill);
    const before = sha256(store.path);
    tryUp(store);
    expect(sha256(store.path)).toBe(before);
    expect(readdirSync(dirname(store.path))).toEqual(['tzurot.db']);
  });

  it('is reported on by a dry run as by a real one, but for the snapshot', () => {
    const store = anOldStore(fill);
    const expected = tryUp(store);
    expect(up(store).map(report => ({ ...report, snapshot: null }))).toEqual(expected);
  });

  it('is tried on as it is now, although somebody has it open', () => {
    const store = anOldStore(fill);
    visitor(store.path).exec("INSERT INTO users (id, created_at) VALUES ('mallory', 3)");
    const users = tryUp(store)[0]?.tables.find(({ table }) => table === 'users');
    expect(users?.rowsAfter).toBe(fill === rows ? 3 : 1);
  });
});

it('finds again what was remembered before there was an index', async () => {
  const store = anOldStore(rows);
  up(store);
  const { memories } = storesOver(anOpenDatabase(store.path));
  const scope = { userId: 'bob', personalityId: 'lilith', venue: aVenue({ kind: 'guild' }) };
  const found = await memories.search(scope, termsOf('Übermut'), 10);
  expect(found.candidates.map(({ memory }) => memory.id)).toEqual(['r5']);
});

describe('answers from before there were postings', () => {
  const delivered = (sql: Sqlite.Database) =>
    void sql.exec(
      "INSERT INTO platform_messages VALUES ('hall', '11', 'm2', 1), ('terminal:local:local', '10', 'm2', 0)",
    );

  function outboxAfter(fill: (sql: Sqlite.Database) => void) {
    const store = anOldStore(sql => {
      rows(sql);
      fill(sql);
    });
    up(store);
    return storesOver(anOpenDatabase(store.path)).outbox;
  }

  it('are known by the messages that they arrived as', async () => {
    const outbox = outboxAfter(delivered);
    expect(await outbox.sentAs('terminal:local:local', '10')).toMatchObject({
      outboxId: 'o1',
      kind: 'answer',
      personalityId: 'lilith',
      userId: 'ada',
      ordinal: 0,
    });
    expect(await outbox.postings('o1')).toEqual([{ ordinal: 0, attemptedAt: 9, platformId: '10' }]);
  });

  it('still wait, where they never arrived', async () => {
    const waiting = await outboxAfter(delivered).waiting();
    expect(waiting).toEqual([
      {
        outboxId: 'o2',
        kind: 'answer',
        venue: aVenue({ kind: 'guild' }),
        personalityId: 'lilith',
        userId: 'bob',
        reference: '7kq3mz1b',
        chunks: ['Sleep well.'],
        footer: null,
        recordedAt: 10,
      },
    ]);
  });

  it('do not keep a store from being migrated when two of their messages say that they are the same part', async () => {
    const outbox = outboxAfter(sql =>
      sql.exec(
        "INSERT INTO platform_messages VALUES ('terminal:local:local', '10', 'm2', 0), ('terminal:local:local', '12', 'm2', 0)",
      ),
    );
    expect(await outbox.platformIds('o1')).toEqual(['10']);
  });
});

it('does not migrate what somebody else has open', () => {
  const store = anOldStore(rows);
  const before = told(store.path);
  visitor(store.path);
  expect(() => up(store)).toThrow(conflict);
  expect(version(store.path)).toBe(1);
  expect(told(store.path)).toEqual(before);
  expect(existsSync(store.snapshots)).toBe(false);
});

describe('a migration that fails', () => {
  /** An old store in which something stands in the way of the second migration. */
  const obstructed = () => anOldStore(sql => rows(sql) ?? sql.exec('ALTER TABLE memories ADD COLUMN terms TEXT'));

  it('leaves everything as it was', () => {
    const store = obstructed();
    const before = told(store.path);
    expect(() => up(store)).toThrow('terms');
    expect(version(store.path)).toBe(1);
    expect(told(store.path)).toEqual(before);
  });

  it('leaves the snapshot that was made before it', () => {
    const store = obstructed();
    const before = told(store.path);
    expect(() => up(store)).toThrow();
    const snapshots = readdirSync(store.snapshots);
    expect(snapshots).toHaveLength(1);
    expect(told(join(store.snapshots, String(snapshots[0])))).toEqual(before);
  });

  it('fails in a dry run, too', () => {
    expect(() => tryUp(obstructed())).toThrow('terms');
  });

  it('takes back what it has done already', () => {
    const sql = connectNew(join(aFolder(), 'new.db'));
    apply(sql, foundation, 1, noon);
    const half = {
      name: '9999-half',
      up: (db: Sqlite.Database) => void db.exec('CREATE TABLE half (id TEXT); SELECT whole FROM half'),
    };
    expect(() => apply(sql, half, 2, noon)).toThrow('whole');
    expect(sourceTables(sql)).not.toContain('half');
    expect(sql.pragma('user_version', { simple: true })).toBe(1);
    sql.close();
  });

  it('is one that what looks at its work does not like', () => {
    const sql = connectNew(join(aFolder(), 'new.db'));
    apply(sql, foundation, 1, noon);
    const harmless = {
      name: '9999-harmless',
      up: (db: Sqlite.Database) => void db.exec('CREATE TABLE extra (id TEXT)'),
    };
    const objection = () => {
      throw new Error('It would not do.');
    };
    expect(() => apply(sql, harmless, 2, noon, objection)).toThrow('It would not do.');
    expect(sourceTables(sql)).not.toContain('extra');
    sql.close();
  });

  it('is one that would leave rows that refer to nothing', () => {
    const sql = connectNew(join(aFolder(), 'new.db'));
    apply(sql, foundation, 1, noon);
    sql.pragma('foreign_keys = off');
    const careless = {
      name: '9999-careless',
      up: (db: Sqlite.Database) =>
        void db.exec("INSERT INTO personas (id, user_id, name, is_default) VALUES ('p', 'nobody', 'P', 0)"),
    };
    expect(() => apply(sql, careless, 2, noon)).toThrow('9999-careless would leave rows that refer to nothing');
    expect(sql.prepare('SELECT count(*) FROM personas').pluck().get()).toBe(0);
    sql.close();
  });
});

describe('the status', () => {
  it('of an old store names what is missing', () => {
    expect(migrationStatus(anOldStore())).toEqual({
      version: 1,
      latest: migrations.length,
      migrations: migrations.map(({ name }, index) => ({ name, appliedAt: index === 0 ? noon : null })),
      snapshots: [],
    });
  });

  it('of a store up to date says when each migration was applied, and from where there is a way back', () => {
    const store = anOldStore();
    const reports = up(store, after(60));
    const status = migrationStatus(store);
    expect(status.migrations.map(({ appliedAt }) => appliedAt)).toEqual([noon, ...reports.map(() => after(60))]);
    expect(status.snapshots).toEqual(reports.map(({ snapshot }) => basename(snapshot ?? '')));
  });

  it('of a store that is gone names the snapshots from which it can be put back', () => {
    const store = anOldStore();
    const snapshots = up(store).map(({ snapshot }) => basename(snapshot ?? ''));
    rmSync(store.path);
    expect(migrationStatus(store)).toMatchObject({ version: 0, snapshots });
    expect(existsSync(store.path)).toBe(false);
  });

  it('changes nothing', () => {
    const store = anOldStore(rows);
    const before = sha256(store.path);
    migrationStatus(store);
    expect(sha256(store.path)).toBe(before);
  });
});

const drifts: readonly (readonly [what: string, change: string, problem: string])[] = [
  ['an index is missing', 'DROP INDEX usage_open', 'usage_open is missing'],
  ['a trigger is missing', 'DROP TRIGGER memories_taken', 'memories_taken is missing'],
  ['a table is not ours', 'CREATE TABLE diary (text TEXT)', 'diary is not part of the schema'],
  ['a column is not ours', 'ALTER TABLE users ADD COLUMN mood TEXT', 'users differs from what the migrations make'],
  ['a column has another name', 'ALTER TABLE lore RENAME COLUMN title TO heading', 'lore differs from what the migrations make'], // prettier-ignore
  ['a row refers to nothing', "PRAGMA foreign_keys = off; INSERT INTO personas VALUES ('p', 'nobody', 'P', NULL, NULL, 0)", '1 rows refer to rows that are not there'], // prettier-ignore
];

describe('a verification', () => {
  it.each(drifts)('notices when %s', (_, change, problem) => {
    const path = aDatabaseFile();
    using(path, sql => sql.exec(change));
    const found = verifyMigrations(storeAt(path));
    expect(found.map(({ ok }) => ok)).toEqual(migrations.map(() => false));
    expect(found[0]?.problems).toContain(problem);
  });

  it('says which migration is not applied yet', () => {
    expect(verifyMigrations(anOldStore()).filter(({ ok }) => !ok)).toEqual([
      { name: '0002-memory-index', ok: false, problems: ['not applied yet'] },
      { name: '0003-imports', ok: false, problems: ['not applied yet'] },
      { name: '0004-wallet', ok: false, problems: ['not applied yet'] },
      { name: '0005-voice', ok: false, problems: ['not applied yet'] },
      { name: '0006-stage', ok: false, problems: ['not applied yet'] },
    ]);
  });

  it('looks at one migration where one is named', () => {
    const names = verifyMigrations(storeAt(aDatabaseFile()), '0001-foundation').map(({ name }) => name);
    expect(names).toEqual(['0001-foundation']);
  });

  it('knows no migration that there is not', () => {
    expect(() => verifyMigrations(storeAt(aDatabaseFile()), '0001')).toThrow(notFound);
  });

  it('changes nothing', () => {
    const path = aDatabaseFile();
    const before = sha256(path);
    verifyMigrations(storeAt(path));
    expect(sha256(path)).toBe(before);
  });
});

describe('a snapshot', () => {
  /** A store that was migrated and went on, and the snapshot from before. */
  function migrated() {
    const store = anOldStore(rows);
    const before = told(store.path);
    const snapshot = basename(up(store)[0]?.snapshot ?? '');
    using(store.path, sql => sql.exec("INSERT INTO users (id, created_at) VALUES ('mallory', 3)"));
    return { store, before, snapshot };
  }

  it('brings back the store as it was', () => {
    const { store, before, snapshot } = migrated();
    restoreSnapshot(store, snapshot, after(60));
    expect(told(store.path)).toEqual(before);
    expect(version(store.path)).toBe(1);
  });

  it('is still there when it was put back', () => {
    const { store, snapshot } = migrated();
    restoreSnapshot(store, snapshot, after(60));
    expect(migrationStatus(store).snapshots).toContain(snapshot);
  });

  it('is put back beside the store of now, to which there is a way back in turn', () => {
    const { store, snapshot } = migrated();
    const now = told(store.path);
    const { aside } = restoreSnapshot(store, snapshot, after(60));
    expect(told(aside ?? '')).toEqual(now);
    restoreSnapshot(store, basename(aside ?? ''), after(120));
    expect(told(store.path)).toEqual(now);
  });

  it('takes nothing away that was put aside in the same second', () => {
    const { store, snapshot } = migrated();
    const first = restoreSnapshot(store, snapshot, after(60));
    const second = restoreSnapshot(store, snapshot, after(60) + 1000);
    expect(second.aside).not.toBe(first.aside);
  });

  it('is put back with all that was written and not yet moved to its place', () => {
    const { store, snapshot } = migrated();
    using(store.path, sql => sql.pragma('journal_mode = wal'));
    const now = told(store.path);
    const { aside } = restoreSnapshot(store, snapshot, after(60));
    expect(told(aside ?? '')).toEqual(now);
    expect(readdirSync(dirname(store.path)).toSorted()).toEqual(['snapshots', 'tzurot.db']);
  });

  it('is not put in the place of what somebody else has open', () => {
    const { store, snapshot } = migrated();
    const other = visitor(store.path);
    expect(() => restoreSnapshot(store, snapshot, after(60))).toThrow(conflict);
    expect(other.prepare("SELECT count(*) FROM users WHERE id = 'mallory'").pluck().get()).toBe(1);
    expect(version(store.path)).toBe(migrations.length);
  });

  it('is put back where the store is gone', () => {
    const { store, before, snapshot } = migrated();
    rmSync(store.path);
    restoreSnapshot(store, snapshot, after(60));
    expect(told(store.path)).toEqual(before);
  });

  it('is put back where the store is damaged', () => {
    const { store, before, snapshot } = migrated();
    writeFileSync(store.path, 'x'.repeat(8192));
    restoreSnapshot(store, snapshot, after(60));
    expect(told(store.path)).toEqual(before);
  });

  it('is put back without what SQLite kept beside a damaged store', () => {
    const { store, before, snapshot } = migrated();
    writeFileSync(store.path, 'x'.repeat(8192));
    writeFileSync(`${store.path}-wal`, 'y'.repeat(8192));
    restoreSnapshot(store, snapshot, after(60));
    expect(told(store.path)).toEqual(before);
  });

  it('is not put back when it is damaged, and nothing is changed', () => {
    const { store, snapshot } = migrated();
    const before = sha256(store.path);
    writeFileSync(join(store.snapshots, snapshot), 'x'.repeat(8192));
    expect(() => restoreSnapshot(store, snapshot, after(60))).toThrow(corrupt);
    expect(sha256(store.path)).toBe(before);
  });

  it.each(['never.db', '../tzurot.db', '', '.', 'notes.txt'])('is not one that is named %j', name => {
    const { store } = migrated();
    const before = sha256(store.path);
    expect(() => restoreSnapshot(store, name, after(60))).toThrow(notFound);
    expect(sha256(store.path)).toBe(before);
  });

  it('is taken anew over what an interrupted try left', () => {
    const store = anOldStore(rows);
    mkdirSync(store.snapshots);
    writeFileSync(
      join(store.snapshots, 'before-0002-memory-index-2026-11-20T12-00-00-000.db.1073741824.making'),
      'half',
    );
    expect(told(up(store)[0]?.snapshot ?? '')).toMatchObject({ users: expect.any(Array) });
    expect(readdirSync(store.snapshots).filter(name => name.endsWith('.making'))).toEqual([]);
  });
});
