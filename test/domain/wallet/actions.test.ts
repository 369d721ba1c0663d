import { describe, expect, it } from 'vitest';
import { microsPerDay } from '../../../src/domain/time.js';
import { assertRightKey, epochOf, keyOnSheet, recoverySheet, status } from '../../../src/domain/wallet/actions.js';
import { masterKeyOf } from '../../../src/domain/wallet/seal.js';
import { people, speakers, talks } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeStores } from '../../fakes/stores.js';
import { anEnvelope, aSealedTrace, aTurnRecord, noon } from '../../support/builders.js';

const right = masterKeyOf(new Uint8Array(32).fill(1));
const wrong = masterKeyOf(new Uint8Array(32).fill(2));

async function sealedWith(key = right) {
  const stores = fakeStores();
  for (const seed of [people, speakers, talks]) await seed(stores);
  await stores.keyEpochs.activate(epochOf(key, noon));
  return stores;
}

describe('the master key of a store', () => {
  it('is let in when it is the right one', async () => {
    const { keyEpochs } = await sealedWith();
    await expect(assertRightKey(keyEpochs, right, 'master.key')).resolves.toBeUndefined();
  });

  it('is refused when it is another, with the ids of both and where it was found', async () => {
    const { keyEpochs } = await sealedWith();
    await expect(assertRightKey(keyEpochs, wrong, 'master.key')).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringMatching(new RegExp(`${right.id}.*master\\.key.*${wrong.id}`)),
      facts: { needs: right.id, found: wrong.id },
    });
  });

  it('is refused when the store knows of none', async () => {
    await expect(assertRightKey(fakeStores().keyEpochs, right, 'x')).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is not shown when it is refused', async () => {
    const { keyEpochs } = await sealedWith();
    const message = await assertRightKey(keyEpochs, wrong, 'x').catch(String);
    expect(message).not.toContain(Buffer.from(wrong.bytes).toString('hex'));
  });
});

describe('the status', () => {
  it('tells how old the key is, where it was found, and what it sealed', async () => {
    const stores = await sealedWith();
    const trace = aSealedTrace({ sealed: anEnvelope(right.id) });
    await stores.turns.record(aTurnRecord({ trace }));
    const clock = fakeClock(noon + 3.7 * microsPerDay);
    expect(await status({ ...stores, masterKey: right, masterKeyFrom: 'master.key', clock })).toEqual({
      id: right.id,
      from: 'master.key',
      createdAt: '2026-11-20T12:00:00.000Z',
      ageDays: 3,
      rows: { [right.id]: 1 },
      canary: true,
    });
  });

  it('says when the key is not that of the store', async () => {
    const stores = await sealedWith();
    const ports = { ...stores, masterKey: wrong, masterKeyFrom: 'x', clock: fakeClock(noon) };
    expect(await status(ports)).toMatchObject({ canary: false, ageDays: 0 });
  });

  it('is not younger than a day because the clock was set back', async () => {
    const stores = await sealedWith();
    const ports = { ...stores, masterKey: right, masterKeyFrom: 'x', clock: fakeClock(noon - microsPerDay) };
    expect(await status(ports)).toMatchObject({ ageDays: 0 });
  });
});

describe('a recovery copy', () => {
  it('gives the key back', () => {
    const digits = keyOnSheet(recoverySheet({ masterKey: right }));
    expect(masterKeyOf(Buffer.from(digits, 'hex')).id).toBe(right.id);
  });

  it('says which key it is, and how it is used', () => {
    const sheet = recoverySheet({ masterKey: right });
    expect(sheet).toContain(right.id);
    expect(sheet).toContain('tzurot init --recovery FILE');
  });

  it.each([
    ['with Windows line ends', 'ab\r\ncd\r\n', 'abcd'],
    ['without a comment', 'abcd', 'abcd'],
    ['with blanks around it', '  abcd  \n', 'abcd'],
    ['of nothing but comments', '# a\n# b\n', ''],
  ])('is read %s', (_, sheet, digits) => {
    expect(keyOnSheet(sheet)).toBe(digits);
  });
});
