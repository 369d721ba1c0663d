import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { homeExists } from '../../../dist/app/home.js';
import { openWorkshop } from '../../../dist/app/workshop.js';
import { configOf, databaseOf, homeOfLilith } from '../homes.ts';
import { differences, fingerprints, troublesOf, type Fingerprints } from '../inspection.ts';
import { sayToLilith } from '../talk.ts';
import type { Flow } from './flow.ts';
import { copyInto } from './old-store.ts';

const snapshot = 'before-something.db';

/** The store of now or that of the snapshot, and the latter after another `migrate restore`. */
export const migrateRestoreFlow: Flow = {
  name: 'migrate restore',
  async prepare(home) {
    await homeOfLilith(home);
    await sayToLilith(home, 'I like tea.');
    const { snapshots } = configOf(home).paths;
    mkdirSync(snapshots);
    copyInto(databaseOf(home), join(snapshots, snapshot));
    await sayToLilith(home, 'I like coffee.');
  },
  argv: () => ['migrate', 'restore', snapshot, '--yes'],

  async examine(home, _, { before, after }) {
    const early = await stateOf(home, [await fingerprints(before), await fingerprints(after)]);
    openWorkshop(configOf(home)).migrations.restore(snapshot);
    const late = differences(await fingerprints(home), await fingerprints(after));
    return [...early, ...late, ...(await troublesOf(home))];
  },
};

async function stateOf(home: string, wholes: readonly Fingerprints[]): Promise<string[]> {
  if (!homeExists(configOf(home))) return ['The home has no database.'];
  const cut = await fingerprints(home);
  return wholes.some(whole => differences(cut, whole).length === 0) ? [] : ['It is neither the one nor the other.'];
}
