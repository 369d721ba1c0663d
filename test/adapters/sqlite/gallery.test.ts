import { expect, it } from 'vitest';
import { sqliteGallery } from '../../../src/adapters/sqlite/gallery.js';
import { people, speakers } from '../../contracts/stores.js';
import { noon } from '../../support/builders.js';
import { aGif } from '../../support/pictures.js';
import { aDatabaseFile, anOpenDatabase } from './files.js';
import { storesOver } from './stores.js';

const sha256 = 'a'.repeat(64);
const picture = { sha256, type: 'image/gif', width: 7, height: 5, bytes: aGif() };

async function aGallery() {
  const db = anOpenDatabase(aDatabaseFile());
  const stores = storesOver(db);
  for (const seed of [people, speakers]) await seed(stores);
  return { db, gallery: sqliteGallery(db), ...stores };
}

it('shows what somebody has, private ones too, and only for as long', async () => {
  const { gallery, personalities } = await aGallery();
  expect(await gallery.find(sha256)).toBeUndefined();
  await personalities.portray('lilith', picture, noon);
  expect(await gallery.find(sha256)).toEqual({ type: 'image/gif', size: picture.bytes.length });
  expect(await gallery.bytes(sha256)).toEqual(picture.bytes);
  await personalities.portray('luna', picture, noon);
  await personalities.remove('lilith');
  expect(await gallery.find(sha256)).toBeDefined();
  await personalities.portray('luna', null, noon);
  expect(await gallery.find(sha256)).toBeUndefined();
  expect(await gallery.bytes(sha256)).toBeUndefined();
});

it('does not show what is only kept', async () => {
  const { db, gallery } = await aGallery();
  db.sql
    .prepare('INSERT INTO avatars (sha256, type, width, height, bytes) VALUES (?, ?, 7, 5, ?)')
    .run(sha256, 'image/gif', aGif());
  expect(await gallery.find(sha256)).toBeUndefined();
  expect(await gallery.bytes(sha256)).toBeUndefined();
});

it('cannot be looked into once the store is gone', async () => {
  const { db, gallery } = await aGallery();
  await gallery.look();
  db.sql.exec('ALTER TABLE personalities RENAME TO elsewhere');
  await expect(gallery.look()).rejects.toThrow();
});
