import { describe, expect } from 'vitest';
import { aDescription } from '../support/builders.js';
import { people, storesTest, type OpenStores } from './stores.js';

/** What every Descriptions promises. Run it against each adapter, and against the fake. */
export function descriptionsContract(open: OpenStores) {
  const it = storesTest(open, people);
  const { sha256 } = aDescription();

  describe('keeps the Descriptions contract', () => {
    it('gives back what was stored', async ({ stores: { descriptions } }) => {
      await descriptions.put('ada', aDescription());
      expect(await descriptions.find('ada', sha256)).toEqual(aDescription());
    });

    it('knows nothing of another picture', async ({ stores: { descriptions } }) => {
      await descriptions.put('ada', aDescription());
      expect(await descriptions.find('ada', 'e'.repeat(64))).toBeUndefined();
    });

    it('keeps people apart, whatever they show', async ({ stores: { descriptions } }) => {
      await descriptions.put('ada', aDescription());
      expect(await descriptions.find('mallory', sha256)).toBeUndefined();
      await descriptions.put('mallory', aDescription({ text: 'Nothing.' }));
      expect((await descriptions.find('ada', sha256))?.text).toBe(aDescription().text);
    });

    it('replaces an earlier one of the same picture', async ({ stores: { descriptions } }) => {
      await descriptions.put('ada', aDescription());
      const better = aDescription({ text: 'A black cat, asleep.', model: 'other/model', madeAt: 7 });
      await descriptions.put('ada', better);
      expect(await descriptions.find('ada', sha256)).toEqual(better);
    });

    it('knows nobody who is not there', async ({ stores: { descriptions } }) => {
      await expect(descriptions.put('nobody', aDescription())).rejects.toThrow();
    });
  });
}
