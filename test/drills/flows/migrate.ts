import Sqlite from 'better-sqlite3';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkshop } from '../../../dist/app.js';
import { columnsOf, sourceTables, valueDigest } from '../../../dist/adapters/sqlite/digest.js';
import { apply, migrations } from '../../../dist/adapters/sqlite/migration.js';
import {
  configOf,
  databaseOf,
  differences,
  fingerprints,
  homeOfLilith,
  inCopy,
  sayToLilith,
  troublesOf,
} from '../homes.ts';
import type { Flow } from './flow.ts';

/** An old store or a new one, with every value as it was; the new one after another `migrate up`. */
export const migrateFlow: Flow = {
  name: 'migrate up',
  async prepare(home) {
    await homeOfLilith(home);
    for (const text of ['I like tea.', 'My cat is called Mote.', 'What do I like?']) await sayToLilith(home, text);
    makeOld(home);
  },
  argv: () => ['migrate', 'up'],

  async examine(home, _, { before, after }) {
    const early = await inCopy(home, refusals);
    const cut = lookInto(databaseOf(home), databaseOf(before));
    const versions = [1, migrations.length];
    const torn = versions.includes(cut.version) ? [] : [`It is of version ${cut.version}.`];
    const { snapshots } = configOf(home).paths;
    makeLongAgo(snapshots);
    const { migrations: steps } = openWorkshop(configOf(home));
    steps.up({ dryRun: false });
    const verified = steps.verify().flatMap(({ name, problems }) => problems.map(problem => `${name}: ${problem}`));
    const kept = readdirSync(snapshots).filter(name => name.endsWith('.db'));
    return [
      ...early,
      ...torn,
      ...cut.changed,
      ...verified,
      ...(kept.length === 0 ? ['There is no snapshot.'] : []),
      ...kept.flatMap(name => lookInto(join(snapshots, name), databaseOf(before)).changed),
      ...differences(await fingerprints(home), await fingerprints(after)),
      ...(await troublesOf(home)),
    ];
  },
};

/** Says what `migrate status` and a dry run say instead of an answer. */
function refusals(home: string): string[] {
  const { migrations: steps } = openWorkshop(configOf(home));
  const refused = (what: string, ask: () => unknown): string[] => {
    try {
      ask();
      return [];
    } catch (error) {
      return [`${what}: ${String(error)}`];
    }
  };
  return [
    ...refused('migrate status', () => steps.status()),
    ...refused('migrate up --dry-run', () => steps.up({ dryRun: true })),
  ];
}

/** Snapshots are named by the second. People are not that quick to try again. */
function makeLongAgo(snapshots: string): void {
  if (!existsSync(snapshots)) return;
  for (const name of readdirSync(snapshots)) {
    renameSync(join(snapshots, name), join(snapshots, name.replace(/\d{4}(?=-\d\d-\d\dT)/, '2001')));
  }
}

/** Takes a store back to its first schema, with the rows it has. */
function makeOld(home: string): void {
  const path = databaseOf(home);
  const source = `${path}.new`;
  const recent = new Sqlite(path);
  recent.prepare('VACUUM INTO ?').run(source);
  recent.close();
  rmSync(path);
  const old = new Sqlite(path);
  const [first] = migrations;
  if (first === undefined) throw new Error('There is no migration.');
  apply(old, first, 1, 0);
  old.pragma('foreign_keys = off');
  old.prepare('ATTACH ? AS recent').run(source);
  for (const table of sourceTables(old).filter(name => name !== 'migrations')) {
    const columns = columnsOf(old, table).join(', ');
    old.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM recent.${table}`);
  }
  old.exec('DETACH recent');
  old.pragma('journal_mode = wal');
  old.close();
  rmSync(source);
}

/** A store's version, and the tables whose values are not those of the original. */
function lookInto(path: string, original: string): { version: number; changed: string[] } {
  const sql = new Sqlite(path, { fileMustExist: true });
  const old = new Sqlite(original, { readonly: true });
  try {
    const changed = sourceTables(old)
      .filter(table => table !== 'migrations')
      .filter(table => {
        const columns = columnsOf(old, table);
        return valueDigest(sql, table, columns).digest !== valueDigest(old, table, columns).digest;
      });
    return {
      version: Number(sql.pragma('user_version', { simple: true })),
      changed: changed.map(table => `${table} has other values than before, in ${path.replace(/^.*\//, '')}`),
    };
  } finally {
    old.close();
    sql.close();
  }
}
