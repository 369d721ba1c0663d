import { describe, expect } from 'vitest';
import { microsPerHour, microsPerSecond } from '../../src/domain/time.js';
import type { Notices } from '../../src/ports/notices.js';
import { after, noon } from '../support/builders.js';
import { people, storesTest, type OpenStores } from './stores.js';

/** Tells ada of her key, once an hour. */
const claim = (notices: Notices, now = noon, userId = 'ada', kind = 'key', subject = 'openrouter') =>
  notices.claim(userId, kind, subject, microsPerHour, now);

/** What every Notices promises. Run it against each adapter, and against the fake. */
export function noticesContract(open: OpenStores) {
  const it = storesTest(open, people);

  describe('keeps the Notices contract', () => {
    it('has somebody told once, until the window has passed', async ({ stores: { notices } }) => {
      expect(await claim(notices)).toBe(true);
      expect(await claim(notices, noon + microsPerHour - 1)).toBe(false);
      expect(await claim(notices, noon + microsPerHour)).toBe(true);
      expect(await claim(notices, noon + microsPerHour + 1)).toBe(false);
    });

    it('keeps people, kinds and subjects apart', async ({ stores: { notices } }) => {
      await claim(notices);
      expect(await claim(notices, noon, 'bob')).toBe(true);
      expect(await claim(notices, noon, 'ada', 'price')).toBe(true);
      expect(await claim(notices, noon, 'ada', 'key', 'elevenlabs')).toBe(true);
    });

    it('has one of many callers tell', async ({ stores: { notices } }) => {
      const claims = await Promise.all(Array.from({ length: 50 }, (_, index) => claim(notices, after(index))));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('is not silenced by a clock that was set back', async ({ stores: { notices } }) => {
      await claim(notices, noon + 24 * microsPerHour);
      expect(await claim(notices)).toBe(true);
      expect(await claim(notices, noon + microsPerSecond)).toBe(false);
    });

    it('knows nobody who is not there', async ({ stores: { notices } }) => {
      await expect(claim(notices, noon, 'nobody')).rejects.toThrow();
    });
  });
}
