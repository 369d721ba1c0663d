import { describe, expect } from 'vitest';
import { aKeyEpoch, anEnvelope, aSealedKey, aSealedTrace, aTurnRecord, after, noon } from '../support/builders.js';
import { people, speakers, storesTest, talks, type OpenStores } from './stores.js';

const [oldKey, newKey] = ['0a1b2c3d', '4e5f6071'] as const;

const incoming = aKeyEpoch({ keyId: newKey, state: 'incoming', createdAt: after(1), worker: 'first', location: '/k' });
const sealedBy = (keyId: string) => aTurnRecord({ trace: aSealedTrace({ sealed: anEnvelope(keyId) }) });

/** What every KeyEpochs promises. Run it against each adapter, and against the fake. */
export function keyEpochsContract(open: OpenStores) {
  describe('keeps the KeyEpochs contract', () => {
    const it = storesTest(open, people, speakers, talks);

    it('knows no master key before the first', async ({ stores: { keyEpochs } }) => {
      expect(await keyEpochs.all()).toEqual([]);
    });

    it('knows the key that was activated', async ({ stores: { keyEpochs } }) => {
      await keyEpochs.activate(aKeyEpoch());
      expect(await keyEpochs.all()).toEqual([aKeyEpoch()]);
    });

    it('lists keys oldest first', async ({ stores: { keyEpochs } }) => {
      await keyEpochs.activate(aKeyEpoch({ keyId: newKey, state: 'retired', retiredAt: noon, createdAt: after(2) }));
      await keyEpochs.activate(aKeyEpoch({ keyId: oldKey, state: 'retired', retiredAt: noon, createdAt: after(1) }));
      expect((await keyEpochs.all()).map(({ keyId }) => keyId)).toEqual([oldKey, newKey]);
    });

    it('refuses a second active key', async ({ stores: { keyEpochs } }) => {
      await keyEpochs.activate(aKeyEpoch());
      const second = aKeyEpoch({ keyId: newKey, createdAt: after(1) });
      await expect(keyEpochs.activate(second)).rejects.toMatchObject({ code: 'conflict' });
      await expect(keyEpochs.activate(aKeyEpoch())).rejects.toMatchObject({ code: 'conflict' });
      expect(await keyEpochs.all()).toEqual([aKeyEpoch()]);
    });

    it('counts no sealed rows where nothing is sealed', async ({ stores: { keyEpochs, turns } }) => {
      await keyEpochs.activate(aKeyEpoch());
      await turns.record(aTurnRecord());
      expect(await keyEpochs.sealedRows()).toEqual(new Map());
    });

    it('counts sealed rows by the key that sealed them', async ({ stores: { keyEpochs, turns, keyStore } }) => {
      const tracedWith = (keyId: string, triggerId: string) =>
        aSealedTrace({ reference: `${triggerId}-lilith`, sealed: anEnvelope(keyId) });
      await keyEpochs.activate(aKeyEpoch({ keyId: oldKey }));
      await keyEpochs.bringIn(incoming, oldKey);
      await turns.record(aTurnRecord({ triggerId: '1', trace: tracedWith(oldKey, '1') }));
      await turns.record(aTurnRecord({ triggerId: '2', trace: tracedWith(newKey, '2') }));
      await turns.record(aTurnRecord({ triggerId: '3', trace: tracedWith(newKey, '3') }));
      await turns.record(aTurnRecord({ personalityId: 'luna', triggerId: '3' }));
      await keyStore.put(aSealedKey({ sealed: anEnvelope(oldKey) }));
      expect(await keyEpochs.sealedRows()).toEqual(
        new Map([
          [oldKey, 2],
          [newKey, 2],
        ]),
      );
    });

    changing(open);
  });
}

/** One key in the place of another. */
function changing(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ keyEpochs }) => {
    await keyEpochs.activate(aKeyEpoch({ keyId: oldKey }));
    await keyEpochs.bringIn(incoming, oldKey);
  });

  it('knows a key that comes in, who brings it in, and where it is to be', async ({ stores: { keyEpochs } }) => {
    expect(await keyEpochs.all()).toEqual([aKeyEpoch({ keyId: oldKey }), incoming]);
  });

  it('lets only one key come in at a time', async ({ stores: { keyEpochs } }) => {
    expect(await keyEpochs.bringIn({ ...incoming, keyId: 'ffffffff' }, oldKey)).toBe(false);
    expect(await keyEpochs.all()).toHaveLength(2);
  });

  it('lets one worker go on with what another began', async ({ stores: { keyEpochs } }) => {
    expect(await keyEpochs.takeOver(newKey, 'first', 'second')).toBe(true);
    expect(await keyEpochs.takeOver(newKey, 'first', 'third')).toBe(false);
    expect(await keyEpochs.takeOver(oldKey, 'second', 'third')).toBe(false);
    expect((await keyEpochs.all()).map(({ worker }) => worker)).toEqual([null, 'second']);
  });

  it('forgets a key that was given up', async ({ stores: { keyEpochs } }) => {
    await keyEpochs.giveUp(newKey);
    expect(await keyEpochs.all()).toEqual([aKeyEpoch({ keyId: oldKey })]);
  });

  it('never forgets a key with which something is sealed, nor one that is active', async ({ stores }) => {
    await stores.turns.record(sealedBy(newKey));
    await expect(stores.keyEpochs.giveUp(newKey)).rejects.toMatchObject({ code: 'conflict' });
    await stores.keyEpochs.giveUp(oldKey);
    expect(await stores.keyEpochs.all()).toHaveLength(2);
  });

  it('exchanges the active key', async ({ stores: { keyEpochs } }) => {
    expect(await keyEpochs.exchange(newKey, after(5))).toBe(true);
    expect(await keyEpochs.all()).toEqual([
      aKeyEpoch({ keyId: oldKey, state: 'retired', retiredAt: after(5) }),
      { ...incoming, state: 'active' },
    ]);
    expect(await keyEpochs.exchange(newKey, after(6))).toBe(true);
  });

  it('lets the next key in when the files of this one are in order, beside this one', async ({
    stores: { keyEpochs },
  }) => {
    const next = { ...incoming, keyId: 'ffffffff', createdAt: after(6) };
    await keyEpochs.exchange(newKey, after(5));
    expect(await keyEpochs.bringIn(next, newKey)).toBe(false);
    await keyEpochs.finish(newKey);
    expect((await keyEpochs.all()).map(({ worker }) => worker)).toEqual([null, null]);
    expect(await keyEpochs.bringIn(next, oldKey)).toBe(false);
    expect(await keyEpochs.bringIn(next, newKey)).toBe(true);
  });

  it('exchanges nothing while something is sealed with another key', async ({ stores: { keyEpochs, turns } }) => {
    await turns.record(sealedBy(oldKey));
    expect(await keyEpochs.exchange(newKey, after(5))).toBe(false);
    expect((await keyEpochs.all()).map(({ state }) => state)).toEqual(['active', 'incoming']);
  });

  it('does not exchange the active key for one that was given up', async ({ stores: { keyEpochs } }) => {
    await keyEpochs.giveUp(newKey);
    await expect(keyEpochs.exchange(newKey, after(5))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets nothing in that is sealed with a retired key, or with one it does not know', async ({ stores }) => {
    await stores.keyEpochs.exchange(newKey, after(5));
    for (const keyId of [oldKey, 'ffffffff'])
      await expect(stores.turns.record(sealedBy(keyId))).rejects.toMatchObject({ code: 'conflict' });
    await stores.turns.record(sealedBy(newKey));
    expect(await stores.keyEpochs.sealedRows()).toEqual(new Map([[newKey, 1]]));
  });
}
