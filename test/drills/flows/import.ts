import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { App } from '../../../dist/app.js';
import type { Report } from '../../../dist/domain/import/batch.js';
import { backupFolder } from '../backup/backup.ts';
import { copyHome, databaseOf, homeOfLilith, inCopy, withHome } from '../homes.ts';
import { diagnosisOf, differences, fingerprints, troublesOf } from '../inspection.ts';
import type { Flow } from './flow.ts';

/** More than is staged at once, with each of them. */
const size = { personalities: 2, memories: 1250 };
const enough = 150;
const backupIn = (home: string): string => join(home, 'backup');

/** Nothing of a batch or all of it; all of it after another `import`, as if nothing had happened. */
export const importFlow: Flow = {
  name: 'import',
  async prepare(home) {
    await homeOfLilith(home);
    backupFolder(backupIn(home), size);
  },
  argv: home => ['import', backupIn(home), '--json'],
  points: enough,

  async examine(home, { stdout }, { before, after }) {
    const early = await inCopy(home, diagnosisOf);
    const seen = await inCopy(home, whoIsThere);
    const none = await whoWasThere(before);
    const all = await whoWasThere(after);
    const { totals } = await bring(home);
    const again = await bring(home);
    const isWhole = seen === all;
    return [
      ...early,
      ...(isWhole || seen === none ? [] : [`Half of it is there: ${seen}`]),
      ...(stdout.includes('"totals"') && !isWhole ? ['It said what it brought, and that is not there.'] : []),
      ...(isWhole && totals.memories.unchanged === 0 ? ['What was there was brought once more.'] : []),
      ...(again.batch === null ? [] : ['A third import changes something.']),
      ...differences(await fingerprints(home), await expected(after)),
      ...(await ledgerTroubles(home, after)),
      ...(await troublesOf(home)),
    ];
  },
};

/** The batch is there or gone; gone after another `import undo`, and then as if it had never been. */
export const importUndoFlow: Flow = {
  name: 'import undo',
  async prepare(home) {
    await importFlow.prepare(home);
    const { batch } = await bring(home);
    writeFileSync(noteIn(home), batch ?? '');
  },
  argv: home => ['import', 'undo', batchOf(home), '--yes', '--json'],
  points: enough,

  async examine(home, _, { before, after }) {
    const early = await inCopy(home, diagnosisOf);
    const seen = await inCopy(home, whoIsThere);
    const wholes = [await whoWasThere(before), await whoWasThere(after)];
    await undo(home);
    const gone = differences(await fingerprints(home), await expected(after));
    const left = await inCopy(home, leftOfBatch);
    const { totals } = await bring(home);
    const back = await inCopy(home, whoIsThere);
    return [
      ...early,
      ...(wholes.includes(seen) ? [] : [`Half of it is there: ${seen}`]),
      ...gone,
      ...left,
      ...(totals.memories.created === size.personalities * size.memories ? [] : ['It cannot be brought once more.']),
      ...(back === wholes[0] ? [] : ['Brought once more, it is not what it was.']),
      ...differences(await fingerprints(home), await expected(before)),
      ...(await verifyTroubles(home)),
      ...(await troublesOf(home)),
    ];
  },
};

/** What people see of it. */
const whoIsThere = (home: string): Promise<string> =>
  withHome(home, async app => {
    const actor = await ownerOf(app);
    const people: string[] = [];
    for (const personality of await app.personality.list(actor)) {
      const { createdAt: _, updatedAt: __, source: ___, ...rest } = personality;
      const { memories, lore } = await app.personality.counts(actor, personality);
      people.push(
        `${rest.slug} (${hash('sha256', JSON.stringify(rest)).slice(0, 8)}): ${memories} memories, ${lore} lore`,
      );
    }
    return people.join('; ');
  });

/** What undisturbed homes look like does not change: it is looked at once, in a copy for each look. */
function looking<T>(name: string, look: (home: string) => Promise<T>): (home: string) => Promise<T> {
  const looks = new Map<string, Promise<T>>();
  return home => {
    const known = looks.get(home) ?? inCopy(copyHome(home, `${home}-${name}`), look);
    looks.set(home, known);
    return known;
  };
}

/** Rows of how it came here, too, are as many as if nothing had happened. */
async function ledgerTroubles(home: string, after: string): Promise<string[]> {
  const found = await inCopy(home, ledgerOf);
  const wanted = await expectedLedger(after);
  return [
    ...Object.entries(wanted)
      .filter(([table, rows]) => found[table] !== rows)
      .map(([table, rows]) => `${table} has ${found[table]} rows, not ${rows}`),
    ...(await verifyTroubles(home)),
  ];
}

const ledgerOf = (home: string) => withHome(home, async app => (await app.store.verify()).imports);

const whoWasThere = looking('who', whoIsThere);
const expected = looking('tables', fingerprints);
const expectedLedger = looking('ledger', ledgerOf);

/** What `import verify` finds wrong with what is there. */
const verifyTroubles = (home: string): Promise<string[]> =>
  withHome(home, async app => {
    const { batch } = await app.importing();
    const actor = await ownerOf(app);
    const done = (await batch.list(actor)).filter(({ state }) => state === 'done');
    const { mismatches, changedSince } = await batch.verify(actor, done[0]?.id ?? '', () => {});
    return [
      ...(done.length === 1 ? [] : [`There are ${done.length} batches.`]),
      ...mismatches.map(({ message }) => `import verify: ${message}`),
      ...(changedSince.length === 0 ? [] : [`import verify: ${changedSince.length} things were changed since`]),
    ];
  });

/** What a batch that was taken back must not leave: records, tombstones, and words that go late from the index. */
function leftOfBatch(home: string): string[] {
  const sql = new Sqlite(databaseOf(home));
  try {
    const count = (table: string) => Number(sql.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    const late = sql.prepare("SELECT v FROM memory_index_config WHERE k = 'secure-delete'").pluck().get();
    return [
      ...['import_records', 'import_senders', 'import_changes', 'import_tombstones', 'memory_index_docsize']
        .filter(table => count(table) > 0)
        .map(table => `${table} keeps ${count(table)} rows`),
      ...(late === 1 ? [] : ['The index still puts off removing words.']),
    ];
  } finally {
    sql.close();
  }
}

const ownerOf = async (app: App) => ({ userId: (await app.user.owner()).id, isOwner: true });

const bring = (home: string): Promise<Report> =>
  withHome(home, async app => {
    const importer = await app.user.owner();
    const importing = await app.importing();
    const request = { paths: [backupIn(home)], format: 'auto', into: null, importer, dryRun: false } as const;
    return importing.bring(await ownerOf(app), request, () => {});
  });

/** As a person does who does not know whether it was done. */
const undo = (home: string): Promise<void> =>
  withHome(home, async app => {
    const { batch } = await app.importing();
    const actor = await ownerOf(app);
    const { state } = await batch.find(actor, batchOf(home));
    if (state !== 'undone') await batch.undo(actor, batchOf(home), { purge: false, dryRun: false }, () => {});
  });

const noteIn = (home: string): string => join(home, 'batch');
const batchOf = (home: string): string => readFileSync(noteIn(home), 'utf8');
