import { describe, expect } from 'vitest';
import { tracePlace, tracePurpose } from '../../src/domain/wallet/purposes.js';
import type { SealedRows } from '../../src/ports/sealed-rows.js';
import { aKeyEpoch, anEnvelope, aSealedTrace, aTurnRecord } from '../support/builders.js';
import { people, speakers, storesTest, talks, type OpenStores, type Seed, type Stores } from './stores.js';

const [first, second] = [anEnvelope(), anEnvelope('4e5f6071')];

/** Three traces, and two keys with which things may be sealed. */
const sealed: Seed = async ({ turns, keyEpochs }) => {
  await keyEpochs.activate(aKeyEpoch());
  await keyEpochs.bringIn(aKeyEpoch({ keyId: '4e5f6071', state: 'incoming', worker: 'ada' }), aKeyEpoch().keyId);
  for (const reference of ['one', 'two', 'three'])
    await turns.record(aTurnRecord({ triggerId: reference, reference, trace: aSealedTrace({ reference }) }));
};

const referencesOf = (rows: Awaited<ReturnType<SealedRows['after']>>) => rows.map(({ place }) => place.rowId);
const envelopesOf = async ({ sealedRows }: Stores) => (await sealedRows.after(null, 10)).map(row => row.sealed);

/** What every SealedRows promises. Run it against each adapter, and against the fake. */
export function sealedRowsContract(open: OpenStores) {
  describe('keeps the SealedRows contract', () => {
    const it = storesTest(open, people, speakers, talks, sealed);

    it('knows each value, its place and what it was sealed for', async ({ stores: { sealedRows } }) => {
      const rows = await sealedRows.after(null, 10);
      expect(referencesOf(rows).toSorted()).toEqual(['one', 'three', 'two']);
      for (const { place, purpose, sealed: envelope } of rows)
        expect({ place, purpose, envelope }).toEqual({
          place: tracePlace(place.rowId, 'ada'),
          purpose: tracePurpose,
          envelope: first,
        });
    });

    it('gives a few at a time, each of them once', async ({ stores: { sealedRows } }) => {
      const early = await sealedRows.after(null, 2);
      const late = await sealedRows.after(early.at(-1)?.position ?? null, 2);
      expect([early.length, late.length]).toEqual([2, 1]);
      expect(referencesOf([...early, ...late])).toEqual(referencesOf(await sealedRows.after(null, 10)));
      expect(await sealedRows.after(late.at(-1)?.position ?? null, 2)).toEqual([]);
    });

    it('puts values in the place of others', async ({ stores }) => {
      const [row, other] = await stores.sealedRows.after(null, 2);
      if (row === undefined || other === undefined) throw new Error('There are too few.');
      const changes = [row, other].map(each => ({ row: each, sealed: second }));
      expect(await stores.sealedRows.replace(changes)).toEqual([row, other]);
      expect((await envelopesOf(stores)).toSorted()).toEqual([first, second, second]);
    });

    it('leaves alone what is no longer what it was', async ({ stores }) => {
      const [row] = await stores.sealedRows.after(null, 1);
      if (row === undefined) throw new Error('There is none.');
      const changed = { ...row, sealed: `${row.sealed}AAAA` };
      expect(await stores.sealedRows.replace([{ row: changed, sealed: second }])).toEqual([]);
      expect(await envelopesOf(stores)).toEqual([first, first, first]);
    });

    it('puts none in the place of others when one of them could not be opened again', async ({ stores }) => {
      const [row, other] = await stores.sealedRows.after(null, 2);
      if (row === undefined || other === undefined) throw new Error('There are too few.');
      const changes = [
        { row, sealed: second },
        { row: other, sealed: anEnvelope('ffffffff') },
      ];
      await expect(stores.sealedRows.replace(changes)).rejects.toMatchObject({ code: 'conflict' });
      expect(await envelopesOf(stores)).toEqual([first, first, first]);
    });
  });
}
