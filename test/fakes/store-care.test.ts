import { expect, it } from 'vitest';
import { storeCareContract } from '../contracts/store-care.js';
import { emptyState } from './state.js';
import { fakeStoreCare } from './store-care.js';
import { fakeStores } from './stores.js';

storeCareContract(() => {
  const state = emptyState();
  return { ...fakeStores(state), storeCare: fakeStoreCare(state) };
});

it('finds the trouble it is told of', async () => {
  const care = fakeStoreCare(emptyState(), { orphans: 2 });
  expect(await care.inspect()).toMatchObject({ orphans: 2, brokenReferences: 0 });
});
