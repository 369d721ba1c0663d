import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src/adapters/sqlite/database.js';
import { createMemoryIndex, dropMemoryIndex, memoryIndexIsWhole } from '../../../src/adapters/sqlite/memory-index.js';
import { termsOf } from '../../../src/domain/memory/terms.js';
import { people, speakers } from '../../contracts/stores.js';
import { aMemory, aVenue, after } from '../../support/builders.js';
import { anOpenDatabase, bytesBeside } from './files.js';
import { storesOver } from './stores.js';

const scope = { userId: 'ada', personalityId: 'lilith', venue: aVenue() };

async function stores() {
  const db = anOpenDatabase();
  const all = storesOver(db);
  for (const seed of [people, speakers]) await seed(all);
  const search = async (text: string) =>
    (await all.memories.search(scope, termsOf(text), 100)).candidates.map(({ memory }) => memory.id).toSorted();
  return { ...all, db, search };
}

const entries = ({ sql }: Database) => sql.prepare('SELECT count(*) FROM memory_index_docsize').pluck().get();
const rowCount = ({ sql }: Database) => sql.prepare('SELECT count(*) FROM memories').pluck().get();

/** Everything on disk, once the log was moved into the database. */
function bytesOf({ path, sql }: Database): Buffer {
  sql.pragma('wal_checkpoint(TRUNCATE)');
  return bytesBeside(path);
}

describe('a word that was forgotten', () => {
  const secret = 'Quetzalcoatlus';
  const part = termsOf(secret).join().slice(1);

  it('was in the file before', async () => {
    const { memories, db } = await stores();
    await memories.add(aMemory({ text: `A ${secret} by the lantern.` }));
    expect(bytesOf(db).includes(part)).toBe(true);
  });

  it.each([0, 1, 500])('is nowhere in the file any more, with %s other memories', async others => {
    const { memories, db } = await stores();
    const other = (index: number) => memories.add(aMemory({ id: `other-${index}`, text: `Lantern ${index}, raven.` }));
    for (let index = 0; index < others / 2; index++) await other(index);
    await memories.add(aMemory({ text: `A ${secret} by the lantern. ${'It sleeps. '.repeat(1000)}` }));
    for (let index = others; index > others / 2; index--) await other(index);
    await memories.remove('memory');
    expect(bytesOf(db).includes(part)).toBe(false);
  });

  it('is nowhere in the file any more when its personality is gone', async () => {
    const { memories, personalities, db } = await stores();
    await memories.add(aMemory({ text: secret }));
    await personalities.remove('lilith');
    expect(bytesOf(db).includes(part)).toBe(false);
  });

  it('is not what keeps others from being found', async () => {
    const { memories, search } = await stores();
    await memories.add(aMemory({ text: `A ${secret} by the lantern.` }));
    await memories.add(aMemory({ id: 'other', text: 'Another lantern.' }));
    await memories.remove('memory');
    expect(await search(`${secret} lantern`)).toEqual(['other']);
  });
});

it('keeps no copy of the texts', async () => {
  const { memories, db } = await stores();
  await memories.add(aMemory({ text: 'A lantern burned by the window.' }));
  expect(db.sql.prepare('SELECT terms FROM memory_index').pluck().all()).toEqual([null]);
});

describe('the index', () => {
  it('loses its entries with the personality they belong to', async () => {
    const { memories, personalities, db } = await stores();
    await memories.add(aMemory());
    await memories.add(aMemory({ id: 'moonlit', personalityId: 'luna' }));
    await personalities.remove('lilith');
    expect(entries(db)).toBe(1);
    expect(memoryIndexIsWhole(db.sql)).toBe(true);
  });

  it('loses its entries with the person they belong to', async () => {
    const { memories, db } = await stores();
    await memories.add(aMemory());
    await memories.add(aMemory({ id: 'hers', userId: 'mallory' }));
    await db.write(() => db.sql.exec("DELETE FROM users WHERE id = 'mallory'"));
    expect([rowCount(db), entries(db)]).toEqual([1, 1]);
  });

  it('follows a memory whose words change', async () => {
    const { memories, db, search } = await stores();
    await memories.add(aMemory({ text: 'A lantern.' }));
    db.sql.exec("UPDATE memories SET terms = 'raven'");
    expect([await search('lantern'), await search('raven')]).toEqual([[], ['memory']]);
  });

  it('finds the same after it was thrown away and built anew', async () => {
    const { memories, db, search } = await stores();
    const words = ['lantern', 'raven', 'harbour', 'Übermut', '灯台'];
    for (let index = 0; index < 60; index++) {
      const text = words.filter((_, bit) => index & (1 << bit)).join(' ');
      await memories.add(aMemory({ id: `memory-${index}`, text, saidAt: after(index) }));
    }
    await memories.remove('memory-7');
    const look = () => Promise.all(words.map(search));
    const before = await look();
    dropMemoryIndex(db.sql);
    createMemoryIndex(db.sql);
    expect(await look()).toEqual(before);
  });

  it('is noticed to be gone', async () => {
    const { db, storeCare } = await stores();
    dropMemoryIndex(db.sql);
    expect(await storeCare.inspect()).toMatchObject({ orphans: 1 });
  });

  const damages: readonly (readonly [what: string, damage: string])[] = [
    ['is gone', 'DROP TABLE memory_index'],
    ['lacks the words', "UPDATE memory_index_data SET block = x'00000000' WHERE id > 10"],
    ['lacks the pages', 'DELETE FROM memory_index_data WHERE id > 10'],
    ['lacks an entry', 'DELETE FROM memory_index_docsize'],
    ['has an entry too many', 'INSERT INTO memory_index_docsize SELECT 99, sz FROM memory_index_docsize'],
  ];

  async function damaged(damage: string) {
    const all = await stores();
    await all.memories.add(aMemory({ text: 'A lantern.' }));
    all.db.sql.unsafeMode(true);
    all.db.sql.exec(damage);
    all.db.sql.unsafeMode(false);
    return all;
  }

  it.each(damages)('is noticed when it %s', async (_, damage) => {
    const { storeCare } = await damaged(damage);
    const { integrity, orphans } = await storeCare.inspect();
    expect(integrity.length + orphans).toBeGreaterThan(0);
  });

  it.each(damages)('can be built anew when it %s', async (_, damage) => {
    const { storeCare, search } = await damaged(damage);
    await storeCare.rebuildIndexes();
    expect(await storeCare.inspect()).toMatchObject({ integrity: [], orphans: 0 });
    expect(await search('lantern')).toEqual(['memory']);
  });
});

it('is looked at although somebody else writes', async () => {
  const { memories, storeCare, db } = await stores();
  await memories.add(aMemory());
  const other = anOpenDatabase(db.path);
  other.sql.exec('BEGIN IMMEDIATE');
  expect(await storeCare.inspect()).toMatchObject({ integrity: [], orphans: 0 });
});
