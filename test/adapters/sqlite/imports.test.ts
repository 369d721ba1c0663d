import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src/adapters/sqlite/database.js';
import { sourceTables } from '../../../src/adapters/sqlite/digest.js';
import { createMemoryIndex, memoryIndexIsWhole } from '../../../src/adapters/sqlite/memory-index.js';
import { importsContract } from '../../contracts/imports.js';
import { people, speakers, talks } from '../../contracts/stores.js';
import { aBatch, aFileEntry, aSettled, aSettlement, aStagedLore, aStagedMemory, aStagedMessage, aStagedRest, brought, importedAs, sweptUp, takenBack } from '../../support/batches.js'; // prettier-ignore
import { aMemory, aPersonality, aUser, aVenue } from '../../support/builders.js';
import { anOpenDatabase } from './files.js';
import { openStores, storesOver } from './stores.js';

importsContract(openStores);

async function stores() {
  const db = anOpenDatabase();
  const all = storesOver(db);
  for (const seed of [people, speakers, talks]) await seed(all);
  return { ...all, db };
}

const rowCounts = ({ sql }: Database) =>
  Object.fromEntries(sourceTables(sql).map(table => [table, sql.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()])); // prettier-ignore

/** Every word of the text index, with the memories it leads to. */
function indexed({ sql }: Database): unknown[] {
  sql.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'memory_index', 'instance')");
  return sql.prepare('SELECT term, doc, col, "offset" FROM temp.words ORDER BY 1, 2, 3, 4').raw().all();
}

/** The index leads to what the rows say, and to nothing else. */
function expectIndexOfRows(db: Database): void {
  const kept = indexed(db);
  db.sql.exec('SAVEPOINT look');
  createMemoryIndex(db.sql);
  const anew = indexed(db);
  db.sql.exec('ROLLBACK TO look; RELEASE look');
  expect(kept).toEqual(anew);
  expect(memoryIndexIsWhole(db.sql)).toBe(true);
}

const nova = aPersonality({ id: 'nova', avatar: 'c'.repeat(64) });
const records = [
  aStagedMemory({ id: 'a', text: 'A lantern.', others: ['bob', 'mallory'] }, { strangers: ['f1'] }),
  aStagedMemory({ id: 'b', text: 'A raven.', unclaimed: true }, { strangers: ['f1', 'f2'] }),
  aStagedMemory({ id: 'b', text: 'A raven once more.' }),
  aStagedMemory({
    id: 'c',
    text: 'A harbour.',
    personalityId: 'nova',
    userId: 'carol',
    venue: aVenue({ kind: 'thread' }),
  }),
  aStagedMessage(),
  aStagedLore(),
  aStagedLore({ id: 'of-nova', personalityId: 'nova' }),
  aStagedRest('archived'),
  aStagedRest('quarantined'),
];
const picture = { sha256: 'c'.repeat(64), type: 'image/png', width: 1, height: 1, bytes: Buffer.from('png') };

const changes = [
  { entity: 'personality', id: 'nova', after: importedAs(nova) },
  { entity: 'personality', id: 'lilith', after: importedAs(aPersonality({ id: 'lilith', aliases: ['Lil'] })) },
  { entity: 'origin', id: 'nova', after: { format: 'card', document: '{}' } },
  { entity: 'persona', id: 'p', after: { userId: 'ada', name: 'Ada', pronouns: null, about: null, isDefault: 0 } },
  { entity: 'override', id: 'ada/nova', after: { personaId: 'p', sidecar: 'x', model: null, params: '{}' } },
  { entity: 'activation', id: 'hall/nova', after: { slot: 0, activatedBy: null } },
  { entity: 'verification', id: '1', after: { verifiedAt: 1 } },
  { entity: 'block', id: 'user/1', after: { reason: null } },
  { entity: 'preference', id: '1/dm', after: { value: 'off' } },
  { entity: 'person', id: 'shapes.inc/f1', after: { userId: 'bob', name: null, note: null, claimed: 0 } },
] as const;

async function stagedIn({ imports }: Awaited<ReturnType<typeof stores>>): Promise<void> {
  await imports.begin(aBatch(), 'worker');
  await imports.prepare('first', { users: [aUser({ id: 'carol' })], personalities: [nova] });
  await imports.stage('first', records);
  await imports.keepPictures([picture]);
}

describe('what a batch leaves in the tables', () => {
  it('is nothing when it was never settled', async () => {
    const all = await stores();
    const before = rowCounts(all.db);
    await stagedIn(all);
    await sweptUp(all.imports, 'first');
    expect(rowCounts(all.db)).toEqual(before);
    expectIndexOfRows(all.db);
  });

  it('is only its own row, and its files, when it was taken back', async () => {
    const all = await stores();
    const before = rowCounts(all.db);
    await stagedIn(all);
    await all.imports.settle('first', aSettlement({ changes, records: [aSettled()], files: [aFileEntry()] }));
    expectIndexOfRows(all.db);
    await takenBack(all.imports, 'first');
    expect(rowCounts(all.db)).toEqual({ ...before, import_batches: 1, import_files: 1 });
    expectIndexOfRows(all.db);
  });
});

describe('the text index', () => {
  it('follows what is staged, settled, claimed and told anew', async () => {
    const all = await stores();
    await stagedIn(all);
    expectIndexOfRows(all.db);
    await all.imports.settle('first', aSettlement({ changes }));
    expectIndexOfRows(all.db);
    await all.imports.claim('shapes.inc', 'f2', 'mallory');
    expectIndexOfRows(all.db);
    await brought(all.imports, 'second', [aStagedMemory({ id: 'a', text: 'A lighthouse.' })]);
    expectIndexOfRows(all.db);
    await takenBack(all.imports, 'second');
    expectIndexOfRows(all.db);
    expect(indexed(all.db).length).toBeGreaterThan(0);
  });

  const removals = [
    ['a memory', ({ memories }: Awaited<ReturnType<typeof stores>>) => memories.remove('a')],
    ['its owner', ({ db }) => db.write(() => void db.sql.exec("DELETE FROM personalities WHERE owner_id = 'ada'; DELETE FROM users WHERE id = 'ada'"))],
    ['somebody who was part of it', ({ db }) => db.write(() => void db.sql.exec("DELETE FROM users WHERE id = 'mallory'"))],
    ['its personality', ({ personalities }) => personalities.remove('lilith')],
  ] as const satisfies readonly (readonly [string, (all: Awaited<ReturnType<typeof stores>>) => Promise<unknown>])[]; // prettier-ignore

  it.each(removals)('follows when %s is gone', async (_, remove) => {
    const all = await stores();
    await all.memories.add(aMemory({ id: 'own', text: 'A tower.', userId: 'bob', others: ['ada', 'mallory'] }));
    await stagedIn(all);
    await all.imports.settle('first', aSettlement({ changes }));
    await remove(all);
    expectIndexOfRows(all.db);
    expect(await all.storeCare.inspect()).toMatchObject({ integrity: [], brokenReferences: 0 });
  });

  it('stays as it is when a memory that is there is added once more', async () => {
    const all = await stores();
    await all.memories.add(aMemory({ others: ['bob'] }));
    await all.memories.add(aMemory({ others: ['bob', 'mallory'] }));
    expectIndexOfRows(all.db);
    expect(await all.memories.find('memory')).toMatchObject({ others: ['bob'] });
  });
});
