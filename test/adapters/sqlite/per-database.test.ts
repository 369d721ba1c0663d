import { expect, it } from 'vitest';
import type { Database } from '../../../src/adapters/sqlite/database.js';
import { scratchDatabase } from '../../../src/adapters/sqlite/scratch.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { aKeyEpoch, aUser } from '../../support/builders.js';
import { storesOver } from './stores.js';

const aScratch = () => scratchDatabase(aKeyEpoch(), fakeClock());

/** What this database is asked to prepare from now on. */
function preparing({ sql }: Database): string[] {
  const texts: string[] = [];
  const prepare = sql.prepare.bind(sql);
  Object.assign(sql, { prepare: (text: string) => (texts.push(text), prepare(text)) });
  return texts;
}

it('prepares nothing anew that it was asked before', async () => {
  const db = aScratch();
  const stores = storesOver(db);
  for (const seed of [people, speakers]) await seed(stores);
  const prepared = preparing(db);
  const asked = async () => {
    await stores.users.find('ada');
    await stores.users.all();
    await stores.personalities.find('lilith');
    await stores.settings.read({ userId: 'ada', personalityId: null });
    await stores.settings.read({ userId: 'ada', personalityId: 'lilith' });
    await stores.users.setTimezone('ada', 'UTC');
  };
  await asked();
  const first = [...prepared];
  expect(first).not.toEqual([]);
  await asked();
  expect(prepared).toEqual(first);
  db.close();
});

it('asks each database for itself', async () => {
  const [one, other] = [aScratch(), aScratch()];
  await storesOver(one).users.create(aUser());
  expect(await storesOver(one).users.find(aUser().id)).toMatchObject({ id: aUser().id });
  expect(await storesOver(other).users.find(aUser().id)).toBeUndefined();
  one.close();
  expect(await storesOver(other).users.find(aUser().id)).toBeUndefined();
  other.close();
});
