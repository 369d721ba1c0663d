import { hash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { fileKeys } from '../../../dist/adapters/files/key-files.js';
import { sqliteStoreCare } from '../../../dist/adapters/sqlite/store-care.js';
import { openDatabase } from '../../../dist/adapters/sqlite/database.js';
import { systemClock } from '../../../dist/adapters/system/clock.js';
import { tracePlace, tracePurpose } from '../../../dist/domain/wallet/purposes.js';
import { keyIdOf, nonceLength, seal, unseal } from '../../../dist/domain/wallet/seal.js';
import { configOf, databaseOf, homeOfLilith, inCopy, withHome } from '../homes.ts';
import { diagnosisOf, troublesOf } from '../inspection.ts';
import type { Flow } from './flow.ts';

const distant = 2 ** 52;
const nothing = () => {};

/** At each moment everything opens with the keys there are; another `key rotate` ends what this one began. */
export const keyRotateFlow = (rows: number, points?: number): Flow => ({
  name: 'key rotate',
  prepare: home => homeWithSecrets(home, rows),
  argv: () => ['key', 'rotate', '--yes'],
  ...(points !== undefined && { points }),

  async examine(home, { stdout }, { before }) {
    const early = await inCopy(home, diagnosisOf);
    const cut = await secretsIn(home);
    const wasDone = await isRotated(home, before);
    await withHome(home, app => app.masterKey.rotate({ output: null, dryRun: false }, nothing));
    const late = await secretsIn(home);
    const { rotation, warnings, rows: byKey, id } = await withHome(home, app => app.masterKey.status());
    const wanted = (await secretsIn(before)).digest;
    return [
      ...early,
      ...(cut.digest === wanted ? [] : ['Something sealed does not open, or says something else.']),
      ...(stdout.includes('All') && !wasDone ? ['It said that the key was exchanged, and it was not.'] : []),
      ...(late.digest === wanted ? [] : ['After another run something sealed does not open, or says something else.']),
      ...(rotation === null && warnings.length === 0 ? [] : ['Another run does not end it.']),
      ...(byKey[id] === rows && Object.keys(byKey).length === 1 ? [] : [`Sealed with: ${JSON.stringify(byKey)}.`]),
      ...strayKeys(home),
      ...(await troublesOf(home)),
    ];
  },
});

/** A home with so many traces, in one transaction. */
export async function homeWithSecrets(home: string, rows: number): Promise<void> {
  await homeOfLilith(home);
  const { keyFiles, ownerId, lilithId } = await partsOf(home);
  const key = keyFiles.set()?.key;
  if (key === undefined) throw new Error('The home has no master key.');
  const sql = new Sqlite(databaseOf(home));
  const insert = sql.prepare('INSERT INTO traces VALUES (?, ?, ?, 0, ?, ?)');
  sql.transaction(() => {
    for (let each = 0; each < rows; each++) {
      const reference = `trace-${each}`;
      const place = tracePlace(reference, ownerId);
      const sealed = seal(key, tracePurpose, place, `What was said as number ${each}.`, randomBytes(nonceLength));
      insert.run(reference, ownerId, lilithId, distant, sealed);
    }
  })();
  sql.close();
}

async function partsOf(home: string) {
  const { masterKey, paths } = configOf(home);
  const keyFiles = fileKeys({ ...masterKey, inHome: paths.masterKey });
  return withHome(home, async app => {
    const { id: ownerId } = await app.user.owner();
    const [lilith] = await app.personality.list({ userId: ownerId, isOwner: true });
    return { keyFiles, ownerId, lilithId: lilith?.id ?? '' };
  });
}

/** Opens everything that is sealed, each value with the key it names. */
async function secretsIn(home: string): Promise<{ digest: string }> {
  const { masterKey, paths } = configOf(home);
  const keyFiles = fileKeys({ ...masterKey, inHome: paths.masterKey });
  const db = openDatabase(databaseOf(home), systemClock());
  try {
    const texts = (await sqliteStoreCare(db).sealedValues()).map(({ place, purpose, sealed }) => {
      const key = keyFiles.find(keyIdOf(sealed), null)?.key;
      if (key === undefined) return 'no key';
      return `${place.rowId} ${unseal({ active: key, find: () => key }, purpose, place, sealed)}`;
    });
    return { digest: hash('sha256', texts.toSorted().join('\n')) };
  } finally {
    db.close();
  }
}

const isRotated = async (home: string, before: string): Promise<boolean> => (await idOf(home)) !== (await idOf(before));

const idOf = (home: string) => withHome(home, async app => (await app.masterKey.status()).id);

/** Keys of which the store knows nothing, and what is no key at all. */
function strayKeys(home: string): string[] {
  const { paths } = configOf(home);
  const sql = new Sqlite(paths.database, { readonly: true });
  const retired = sql.prepare<[], string>("SELECT key_id FROM key_epochs WHERE state = 'retired'").pluck().all();
  sql.close();
  const wanted = ['master.key', ...retired.map(id => `master.key.${id}`)].toSorted();
  const names = readdirSync(dirname(paths.masterKey)).toSorted();
  return JSON.stringify(names) === JSON.stringify(wanted)
    ? []
    : [`In keys there is ${names.length}, not ${wanted.length}.`];
}
