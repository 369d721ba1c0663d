import { expect, it } from 'vitest';
import { rebuildIndexes, verify } from '../../../src/domain/store/actions.js';
import { tracePlace, tracePurpose } from '../../../src/domain/wallet/purposes.js';
import { keyringOf } from '../../../src/domain/wallet/keyring.js';
import { masterKeyOf, nonceLength, seal } from '../../../src/domain/wallet/seal.js';
import type { StoreState } from '../../../src/domain/store/state.js';
import { people, speakers, talks } from '../../contracts/stores.js';
import { emptyState } from '../../fakes/state.js';
import { fakeStoreCare } from '../../fakes/store-care.js';
import { fakeStores } from '../../fakes/stores.js';
import { aSealedTrace, aTurnRecord } from '../../support/builders.js';

const masterKey = masterKeyOf(new Uint8Array(32).fill(1));

async function open(trouble: Partial<StoreState> = {}, place = tracePlace('hello-lilith', 'ada')) {
  const state = emptyState();
  const stores = fakeStores(state);
  for (const seed of [people, speakers, talks]) await seed(stores);
  const sealed = seal(masterKey, tracePurpose, place, '{}', new Uint8Array(nonceLength));
  await stores.turns.record(aTurnRecord({ trace: aSealedTrace({ sealed }) }));
  return { storeCare: fakeStoreCare(state, trouble), keyring: keyringOf(masterKey) };
}

it('says that a store is whole', async () => {
  expect(await verify(await open())).toMatchObject({
    ok: true,
    integrity: true,
    foreignKeys: true,
    orphans: 0,
    secretsDecryptable: true,
    problems: [],
  });
});

it('brings the fingerprints of what the store says', async () => {
  const ports = await open();
  expect((await verify(ports)).tables).toEqual((await ports.storeCare.inspect()).tables);
});

it.each<[string, Partial<StoreState>, object]>([
  ['what is broken', { integrity: ['page 7 is torn'] }, { integrity: false, problems: ['page 7 is torn'] }],
  [
    'what refers to nothing',
    { brokenReferences: 2 },
    { foreignKeys: false, problems: ['2 rows refer to rows that are not there'] },
  ],
  ['what nothing leads to', { orphans: 3 }, { orphans: 3, problems: ['3 rows have nothing that leads to them'] }],
])('says %s', async (_, trouble, said) => {
  expect(await verify(await open(trouble))).toMatchObject({ ok: false, ...said });
});

it.each([
  ['was sealed for somebody else', undefined, tracePlace('hello-lilith', 'mallory')],
  ['was sealed with another key', masterKeyOf(new Uint8Array(32).fill(2)), undefined],
])('says when a secret does not open because it %s', async (_, key = masterKey, place) => {
  const ports = { ...(await open({}, place)), keyring: keyringOf(key) };
  expect(await verify(ports)).toMatchObject({
    ok: false,
    secretsDecryptable: false,
    problems: ['1 sealed values do not open'],
  });
});

it('loses nothing when it builds the indexes anew', async () => {
  const ports = await open();
  const before = await verify(ports);
  await rebuildIndexes(ports);
  expect(await verify(ports)).toEqual(before);
});
