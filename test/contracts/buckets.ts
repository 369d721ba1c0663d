import { describe, expect } from 'vitest';
import { microsPerSecond } from '../../src/domain/time.js';
import type { Claim } from '../../src/ports/buckets.js';
import { after } from '../support/builders.js';
import { storesTest, type OpenStores } from './stores.js';

/** Three in a minute. */
const aClaim = (fields: Partial<Claim> = {}): Claim => ({
  kind: 'person',
  subject: 'ada',
  rate: { tokens: 3, withinMicros: 60 * microsPerSecond },
  ...fields,
});

const aPlace = aClaim({ kind: 'channel', subject: 'hall', rate: { tokens: 1, withinMicros: 60 * microsPerSecond } });

/** What every Buckets promises. Run it against each adapter, and against the fake. */
export function bucketsContract(open: OpenStores) {
  const it = storesTest(open);

  describe('keeps the Buckets contract', () => {
    it('gives as many as there are, and then says when there is one more', async ({ stores: { buckets } }) => {
      for (let index = 0; index < 3; index++) expect(await buckets.take([aClaim()], after(0))).toEqual({ ok: true });
      const refused = { ok: false, claim: aClaim(), freeAt: after(20), isFirst: true };
      expect(await buckets.take([aClaim()], after(0))).toEqual(refused);
      expect(await buckets.take([aClaim()], after(19))).toEqual({ ...refused, isFirst: false });
      expect(await buckets.take([aClaim()], after(20))).toEqual({ ok: true });
    });

    it('keeps subjects and kinds apart', async ({ stores: { buckets } }) => {
      for (let index = 0; index < 3; index++) await buckets.take([aClaim()], after(0));
      for (const other of [{ subject: 'bob' }, { kind: 'wallet' }, { subject: '__proto__' }])
        expect(await buckets.take([aClaim(other)], after(0))).toEqual({ ok: true });
    });

    it('takes of all, or of none', async ({ stores: { buckets } }) => {
      await buckets.take([aPlace], after(0));
      for (let index = 0; index < 5; index++)
        expect(await buckets.take([aClaim(), aPlace], after(0))).toMatchObject({ ok: false, claim: aPlace });
      for (let index = 0; index < 3; index++) expect(await buckets.take([aClaim()], after(0))).toEqual({ ok: true });
    });

    it('gives to those who claim nothing', async ({ stores: { buckets } }) => {
      expect(await buckets.take([], after(0))).toEqual({ ok: true });
    });

    it('gives no more than there are to many at once', async ({ stores: { buckets } }) => {
      const all = await Promise.all(Array.from({ length: 100 }, () => buckets.take([aClaim()], after(0))));
      expect(all.filter(({ ok }) => ok)).toHaveLength(3);
      expect(all.filter(taken => !taken.ok && taken.isFirst)).toHaveLength(1);
    });
  });
}
