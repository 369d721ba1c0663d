import { expect, it } from 'vitest';
import { scratchDatabase } from '../../../src/adapters/sqlite/scratch.js';
import { importsContract } from '../../contracts/imports.js';
import { memoriesContract } from '../../contracts/memories.js';
import { personalitiesContract } from '../../contracts/personalities.js';
import { storeCareContract } from '../../contracts/store-care.js';
import { usersContract } from '../../contracts/users.js';
import { fakeClock } from '../../fakes/clock.js';
import { aKeyEpoch, aUser } from '../../support/builders.js';
import { openScratchStores, storesOver } from './stores.js';

personalitiesContract(openScratchStores);
usersContract(openScratchStores);
memoriesContract(openScratchStores);
storeCareContract(openScratchStores);
importsContract(openScratchStores);

it('knows its master key, shares nothing with another one, and is nowhere on the disk', async () => {
  const [one, other] = [scratchDatabase(aKeyEpoch(), fakeClock()), scratchDatabase(aKeyEpoch(), fakeClock())];
  await storesOver(one).users.create(aUser());
  expect(await storesOver(one).keyEpochs.all()).toEqual([aKeyEpoch()]);
  expect(await storesOver(other).users.all()).toEqual([]);
  const files = one.sql.prepare('SELECT DISTINCT file FROM pragma_database_list').pluck().all();
  expect(files).toEqual(['']);
  one.close();
  other.close();
});
