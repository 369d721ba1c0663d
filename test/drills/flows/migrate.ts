import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkshop } from '../../../dist/app/workshop.js';
import { configOf, databaseOf, homeOfLilith, inCopy } from '../homes.ts';
import { differences, fingerprints, troublesOf } from '../inspection.ts';
import { sayToLilith } from '../talk.ts';
import type { Flow } from './flow.ts';
import { changedTables, makeOld } from './old-store.ts';

/** An old store or a new one, with every value as it was; the new one after another `migrate up`. */
export const migrateFlow: Flow = {
  name: 'migrate up',
  async prepare(home) {
    await homeOfLilith(home);
    for (const text of ['I like tea.', 'My cat is called Mote.', 'What do I like?']) await sayToLilith(home, text);
    makeOld(databaseOf(home));
  },
  argv: () => ['migrate', 'up'],

  async examine(home, _, { before, after }) {
    const early = await inCopy(home, refusals);
    const changed = changedTables(databaseOf(home), databaseOf(before));
    const { migrations } = openWorkshop(configOf(home));
    migrations.up({ dryRun: false });
    const { snapshots } = configOf(home).paths;
    const kept = readdirSync(snapshots).filter(name => name.endsWith('.db'));
    return [
      ...early,
      ...changed.map(table => `${table} says something else than before`),
      ...migrations.verify().flatMap(({ name, problems }) => problems.map(problem => `${name}: ${problem}`)),
      ...(kept.length === 0 ? ['There is no snapshot.'] : []),
      ...kept.flatMap(name =>
        changedTables(join(snapshots, name), databaseOf(before)).map(table => `${table} differs in a snapshot`),
      ),
      ...differences(await fingerprints(home), await fingerprints(after)),
      ...(await troublesOf(home)),
    ];
  },
};

/** What `migrate status` and a dry run say instead of an answer. */
function refusals(home: string): string[] {
  const { migrations } = openWorkshop(configOf(home));
  return [
    ...refusal('migrate status', () => migrations.status()),
    ...refusal('migrate up --dry-run', () => migrations.up({ dryRun: true })),
  ];
}

function refusal(what: string, ask: () => unknown): string[] {
  try {
    ask();
    return [];
  } catch (error) {
    return [`${what}: ${String(error)}`];
  }
}
