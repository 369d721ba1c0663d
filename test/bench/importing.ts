import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../dist/adapters/sqlite/connection.js';
import type { App } from '../../dist/app.js';
import { backupFolder } from '../drills/backup/backup.ts';
import { copyHome, databaseOf, init, withHome } from '../drills/homes.ts';
import type { Bench, Line } from './bench.ts';
import { compare } from './compare.ts';
import { replayIn, statementsOf, type Step } from './statements.ts';

/** So many that what is done once for all of them counts little. */
const size = { personalities: 3, memories: 5000 };
const all = size.personalities * size.memories;
const often = { rounds: 15, warm: 1 };

/** Transactions as they were, and how durable each was. */
const isWriting = /^\s*(insert|update|begin|commit|pragma \w+ = )/i;

const manners = [
  { what: 'a memory imported, indexed', prepare: () => {} },
  { what: 'a memory imported, without the index', prepare: withoutIndex },
];

/** A backup brought home, beside the parsing of its files and the bare inserts of what came of them. */
export const importing: Bench = {
  name: 'import',
  async run(scratch) {
    const backup = join(scratch, 'backup');
    backupFolder(backup, size);
    const lines: Line[] = [];
    for (const { what, prepare } of manners) {
      const place = join(scratch, String(lines.length));
      const fresh = join(place, 'fresh');
      await init(fresh);
      prepare(fresh);
      lines.push(await compared(what, newHomes(fresh, join(place, 'used')), backup));
    }
    return lines;
  },
};

/** Copies of a home in one place, one after the other: what it takes to make one is nothing beside an import. */
const newHomes = (fresh: string, place: string) => (): string => {
  rmSync(place, { recursive: true, force: true });
  return copyHome(fresh, place);
};

async function compared(what: string, next: () => string, backup: string): Promise<Line> {
  const [steps = []] = await withHome(next(), app => statementsOf(1, () => bring(app, backup)));
  const inserts = steps.flatMap(step => (isWriting.test(step.sql) ? [{ ...step, method: 'run' as const }] : []));
  const files = jsonIn(backup);
  const { micros, floorMicros } = await compare(
    () => withHome(next(), app => bring(app, backup)),
    () => insertBare(next(), files, inserts),
    often,
  );
  return {
    what,
    micros: micros / all,
    floor: 'JSON.parse, and the same rows by prepared inserts',
    floorMicros: floorMicros / all,
    goal: { ratio: 1.5 },
  };
}

async function bring(app: App, backup: string): Promise<void> {
  const owner = await app.user.owner();
  const { bring: take } = await app.importing();
  const request = { paths: [backup], format: 'auto', into: null, importer: owner, dryRun: false } as const;
  const { totals } = await take({ userId: owner.id, isOwner: true }, request, () => {});
  if (totals.memories.created !== all) throw new Error(`${totals.memories.created} memories came, not ${all}.`);
}

function insertBare(home: string, files: readonly string[], inserts: Step[]): void {
  for (const file of files) JSON.parse(readFileSync(file, 'utf8'));
  using bare = replayIn(home, [inserts]);
  bare.next();
}

const jsonIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.json'))
    .map(name => join(folder, name));

/** Something that looks like the index, and keeps nothing. */
function withoutIndex(home: string): void {
  const sql = connect(databaseOf(home));
  for (const trigger of ['memories_entered', 'memory_people_before', 'memory_people_entered'])
    sql.exec(`DROP TRIGGER ${trigger}`);
  sql.exec(`
    DROP TABLE memory_index;
    CREATE VIEW memory_index AS SELECT 0 AS rowid, 0 AS rank, '' AS memory_index, '' AS scope, '' AS terms;
    CREATE TRIGGER nothing_entered INSTEAD OF INSERT ON memory_index BEGIN SELECT 0; END;
  `);
  sql.close();
}
