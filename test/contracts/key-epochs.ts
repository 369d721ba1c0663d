import { describe, expect } from 'vitest';
import { aKeyEpoch, anEnvelope, aSealedTrace, aTurnRecord, after } from '../support/builders.js';
import { people, speakers, storesTest, talks, type OpenStores } from './stores.js';

const [oldKey, newKey] = ['0a1b2c3d', '4e5f6071'] as const;

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
      await keyEpochs.activate(aKeyEpoch({ keyId: newKey, state: 'retired', createdAt: after(2) }));
      await keyEpochs.activate(aKeyEpoch({ keyId: oldKey, state: 'retired', createdAt: after(1) }));
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

    it('counts sealed rows by the key that sealed them', async ({ stores: { keyEpochs, turns } }) => {
      const tracedWith = (keyId: string, triggerId: string) =>
        aSealedTrace({ reference: `${triggerId}-lilith`, sealed: anEnvelope(keyId) });
      await turns.record(aTurnRecord({ triggerId: '1', trace: tracedWith(oldKey, '1') }));
      await turns.record(aTurnRecord({ triggerId: '2', trace: tracedWith(newKey, '2') }));
      await turns.record(aTurnRecord({ triggerId: '3', trace: tracedWith(newKey, '3') }));
      await turns.record(aTurnRecord({ personalityId: 'luna', triggerId: '3' }));
      expect(await keyEpochs.sealedRows()).toEqual(
        new Map([
          [oldKey, 1],
          [newKey, 2],
        ]),
      );
    });
  });
}
