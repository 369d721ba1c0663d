import { describe, expect } from 'vitest';
import { nothingSpent } from '../../src/domain/usage/usage.js';
import { aReservation, aSpent, after } from '../support/builders.js';
import { ids, people, speakers, storesTest, type OpenStores } from './stores.js';

/** What every Ledger promises. Run it against each adapter, and against the fake. */
export function ledgerContract(open: OpenStores) {
  describe('keeps the Ledger contract', () => {
    closing(open);
    abandoning(open);
    listing(open);
  });
}

function closing(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('has nothing in it before anything was spent', async ({ stores: { ledger } }) => {
    expect(await ledger.rows({})).toEqual([]);
  });

  it('opens a row before anything is known about the answer', async ({ stores: { ledger } }) => {
    const reservation = aReservation();
    await ledger.open(reservation);
    expect(await ledger.rows({})).toEqual([{ ...reservation, state: 'open', spent: null, closedAt: null }]);
  });

  it('opens a row for a request that belongs to no personality', async ({ stores: { ledger } }) => {
    await ledger.open(aReservation({ personalityId: null, payer: 'none', reservedNanoUsd: 0 }));
    expect(await ledger.rows({})).toMatchObject([{ personalityId: null, payer: 'none', reservedNanoUsd: 0 }]);
  });

  it.for(['settled', 'failed'] as const)('closes an open row as %s', async (state, { stores: { ledger } }) => {
    const spent = aSpent({ tokensCached: 100, tokensReasoning: 7, costText: '0.000450', estimated: true });
    await ledger.open(aReservation());
    await ledger.close('request', state, spent, after(3));
    expect(await ledger.rows({})).toEqual([{ ...aReservation(), state, spent, closedAt: after(3) }]);
  });

  it('closes a row at which nothing was spent', async ({ stores: { ledger } }) => {
    await ledger.open(aReservation());
    await ledger.close('request', 'failed', nothingSpent, after(3));
    expect(await ledger.rows({})).toMatchObject([{ state: 'failed', spent: nothingSpent }]);
  });

  it('closes one row and no other', async ({ stores: { ledger } }) => {
    await ledger.open(aReservation({ id: 'first' }));
    await ledger.open(aReservation({ id: 'second', openedAt: after(1) }));
    await ledger.close('first', 'settled', aSpent(), after(3));
    expect((await ledger.rows({})).map(({ state }) => state)).toEqual(['settled', 'open']);
  });

  it('leaves a closed row as it is', async ({ stores: { ledger } }) => {
    await ledger.open(aReservation());
    await ledger.close('request', 'settled', aSpent(), after(3));
    await ledger.close('request', 'failed', aSpent({ costNanoUsd: 9 }), after(4));
    expect(await ledger.rows({})).toEqual([
      { ...aReservation(), state: 'settled', spent: aSpent(), closedAt: after(3) },
    ]);
  });

  it('keeps the largest amounts exact', async ({ stores: { ledger } }) => {
    const most = Number.MAX_SAFE_INTEGER;
    await ledger.open(aReservation({ reservedNanoUsd: most }));
    await ledger.close('request', 'settled', aSpent({ costNanoUsd: most }), after(3));
    expect(await ledger.rows({})).toMatchObject([{ reservedNanoUsd: most, spent: { costNanoUsd: most } }]);
  });
}

function abandoning(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ ledger }) => {
    for (const seconds of [1, 2, 3]) {
      await ledger.open(
        aReservation({ id: `at-${seconds}`, openedAt: after(seconds), reservedNanoUsd: seconds * 1000 }),
      );
    }
  });

  it('abandons the rows opened before a moment, and says how many there were', async ({ stores: { ledger } }) => {
    expect(await ledger.abandon(after(3), after(60))).toBe(2);
    expect((await ledger.rows({})).map(({ state }) => state)).toEqual(['abandoned', 'abandoned', 'open']);
    expect(await ledger.abandon(after(3), after(90))).toBe(0);
  });

  it('abandons a row at its reservation', async ({ stores: { ledger } }) => {
    await ledger.abandon(after(2), after(60));
    const [row] = await ledger.rows({});
    expect(row).toMatchObject({ id: 'at-1', closedAt: after(60), reservedNanoUsd: 1000 });
    expect(row?.spent).toEqual({ ...nothingSpent, costNanoUsd: 1000, estimated: true });
  });

  it('abandons nothing that is closed already', async ({ stores: { ledger } }) => {
    await ledger.close('at-1', 'settled', aSpent(), after(2));
    await ledger.close('at-2', 'failed', aSpent(), after(3));
    const closed = (await ledger.rows({})).slice(0, 2);
    expect(await ledger.abandon(after(10), after(60))).toBe(1);
    expect((await ledger.rows({})).slice(0, 2)).toEqual(closed);
  });

  it('does not close again what was abandoned', async ({ stores: { ledger } }) => {
    await ledger.abandon(after(10), after(60));
    const abandoned = await ledger.rows({});
    await ledger.close('at-1', 'settled', aSpent(), after(90));
    expect(await ledger.rows({})).toEqual(abandoned);
  });
}

function listing(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ ledger }) => {
    await ledger.open(aReservation({ id: 'third', openedAt: after(3) }));
    await ledger.open(aReservation({ id: 'first', openedAt: after(1) }));
    await ledger.open(aReservation({ id: 'second', openedAt: after(2), userId: 'bob' }));
    await ledger.close('first', 'settled', aSpent(), after(60));
  });

  it('lists rows by when they were opened, oldest first', async ({ stores: { ledger } }) => {
    expect(ids(await ledger.rows({}))).toEqual(['first', 'second', 'third']);
  });

  it('lists the rows of one person', async ({ stores: { ledger } }) => {
    expect(ids(await ledger.rows({ userId: 'ada' }))).toEqual(['first', 'third']);
    expect(ids(await ledger.rows({ userId: 'mallory' }))).toEqual([]);
  });

  it('lists the rows of a period with its beginning and without its end', async ({ stores: { ledger } }) => {
    expect(ids(await ledger.rows({ from: after(2) }))).toEqual(['second', 'third']);
    expect(ids(await ledger.rows({ to: after(2) }))).toEqual(['first']);
    expect(ids(await ledger.rows({ from: after(1), to: after(3) }))).toEqual(['first', 'second']);
    expect(ids(await ledger.rows({ userId: 'ada', from: after(1), to: after(3) }))).toEqual(['first']);
    expect(ids(await ledger.rows({ from: after(2), to: after(2) }))).toEqual([]);
  });
}
