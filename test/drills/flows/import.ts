import { hash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../../dist/app.js';
import type { Report } from '../../../dist/domain/import/batch.js';
import { backupFolder } from '../backup/backup.ts';
import { homeOfLilith, inCopy, withHome } from '../homes.ts';
import { diagnosisOf, differences, fingerprints, troublesOf, type Fingerprints } from '../inspection.ts';
import type { Flow } from './flow.ts';

/** What says the same whenever it was brought: the others have names and times of their own. */
const lasting = [
  'memories',
  'memory_people',
  'messages',
  'conversations',
  'channels',
  'lore',
  'import_records',
  'import_senders',
];

const size = { personalities: 2, memories: 20 };
const backupIn = (home: string): string => join(home, 'backup');

/** Nothing of a batch or all of it; all of it after another `import`, as if nothing had happened. */
export const importFlow: Flow = {
  name: 'import',
  async prepare(home) {
    await homeOfLilith(home);
    backupFolder(backupIn(home), size);
  },
  argv: home => ['import', backupIn(home), '--json'],

  async examine(home, { stdout }, { before, after }) {
    const early = await inCopy(home, diagnosisOf);
    const seen = await inCopy(home, whoIsThere);
    const none = await whoIsThere(before);
    const all = await whoIsThere(after);
    const { totals } = await bring(home);
    const again = await bring(home);
    const isWhole = seen === all;
    return [
      ...early,
      ...(isWhole || seen === none ? [] : [`Half of it is there: ${seen}`]),
      ...(stdout !== '' && !isWhole ? ['It said what it brought, and that is not there.'] : []),
      ...(isWhole && totals.memories.unchanged === 0 ? ['What was there was brought once more.'] : []),
      ...(again.batch === null ? [] : ['A third import changes something.']),
      ...differences(lastingIn(await fingerprints(home)), lastingIn(await fingerprints(after))),
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

  async examine(home, _, { before, after }) {
    const early = await inCopy(home, diagnosisOf);
    const seen = await inCopy(home, whoIsThere);
    const wholes = [await whoIsThere(before), await whoIsThere(after)];
    await undo(home);
    const gone = differences(lastingIn(await fingerprints(home)), lastingIn(await fingerprints(after)));
    const { totals } = await bring(home);
    const back = await inCopy(home, whoIsThere);
    return [
      ...early,
      ...(wholes.includes(seen) ? [] : [`Half of it is there: ${seen}`]),
      ...gone,
      ...(totals.memories.created === size.personalities * size.memories ? [] : ['It cannot be brought once more.']),
      ...(back === wholes[0] ? [] : ['Brought once more, it is not what it was.']),
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

const lastingIn = (all: Fingerprints): Fingerprints =>
  Object.fromEntries(Object.entries(all).filter(([table]) => lasting.includes(table)));
