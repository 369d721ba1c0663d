import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lived } from '../../contracts/store-care.js';
import { people, speakers, talks } from '../../contracts/stores.js';
import { anOpenDatabase } from './files.js';
import { storesOver } from './stores.js';

async function livedIn() {
  const db = anOpenDatabase();
  const stores = storesOver(db);
  for (const seed of [people, speakers, talks, lived]) await seed(stores);
  return { db, storeCare: stores.storeCare };
}

it('counts the rows that refer to what is not there', async () => {
  const { db, storeCare } = await livedIn();
  db.sql.exec("PRAGMA foreign_keys = off; UPDATE lore SET personality_id = 'nobody'");
  expect(await storeCare.inspect()).toMatchObject({ brokenReferences: 1, orphans: 0 });
});

it.each([
  ['a personality without a name of its own', "DELETE FROM names WHERE personality_id = 'luna'"],
  ['an answer of which nobody knows whose it is', "DELETE FROM outcomes WHERE trigger_id = 'hello'"],
])('counts %s', async (_, damage) => {
  const { db, storeCare } = await livedIn();
  db.sql.exec(damage);
  expect(await storeCare.inspect()).toMatchObject({ orphans: 1 });
});

it('says in what way the file is damaged', async () => {
  const { db } = await livedIn();
  db.sql.pragma('wal_checkpoint(TRUNCATE)');
  const page = Number(db.sql.pragma('page_size', { simple: true }));
  const root = Number(db.sql.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'usage_by_user'").pluck().get());
  db.close();
  const bytes = readFileSync(db.path);
  bytes.fill(0, (root - 1) * page + 8, root * page);
  writeFileSync(db.path, bytes);
  const { integrity } = await storesOver(anOpenDatabase(db.path)).storeCare.inspect();
  expect(integrity.length).toBeGreaterThan(0);
  expect(integrity).not.toContain('ok');
});
