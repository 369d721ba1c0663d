import { describe, expect } from 'vitest';
import type { Cap } from '../../src/domain/usage/budget.js';
import { groupings, nothingSpent, type Sums } from '../../src/domain/usage/usage.js';
import { aReservation, aSpent, after } from '../support/builders.js';
import { ids, people, speakers, storesTest, type OpenStores, type Seed } from './stores.js';

/** What every Ledger promises. Run it against each adapter, and against the fake. */
export function ledgerContract(open: OpenStores) {
  describe('keeps the Ledger contract', () => {
    closing(open);
    reserving(open);
    settling(open);
    adding(open);
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
    await ledger.reserve(reservation, []);
    expect(await ledger.rows({})).toEqual([
      { ...reservation, state: 'open', spent: null, generationId: null, closedAt: null },
    ]);
  });

  it('opens a row for a request that belongs to no personality', async ({ stores: { ledger } }) => {
    await ledger.reserve(aReservation({ personalityId: null, payer: 'none', reservedNanoUsd: 0 }), []);
    expect(await ledger.rows({})).toMatchObject([{ personalityId: null, payer: 'none', reservedNanoUsd: 0 }]);
  });

  it.for(['settled', 'failed', 'abandoned'] as const)(
    'closes an open row as %s',
    async (state, { stores: { ledger } }) => {
      const spent = aSpent({ tokensCached: 100, tokensReasoning: 7, costText: '0.000450', estimated: true });
      await ledger.reserve(aReservation(), []);
      await ledger.close('request', state, spent, after(3));
      expect(await ledger.rows({})).toEqual([
        { ...aReservation(), state, spent, generationId: null, closedAt: after(3) },
      ]);
    },
  );

  it('closes a row at which nothing was spent', async ({ stores: { ledger } }) => {
    await ledger.reserve(aReservation(), []);
    await ledger.close('request', 'failed', nothingSpent, after(3));
    expect(await ledger.rows({})).toMatchObject([{ state: 'failed', spent: nothingSpent }]);
  });

  it('closes one row and no other', async ({ stores: { ledger } }) => {
    await ledger.reserve(aReservation({ id: 'first' }), []);
    await ledger.reserve(aReservation({ id: 'second', openedAt: after(1) }), []);
    await ledger.close('first', 'settled', aSpent(), after(3));
    expect((await ledger.rows({})).map(({ state }) => state)).toEqual(['settled', 'open']);
  });

  it('leaves a closed row as it is', async ({ stores: { ledger } }) => {
    await ledger.reserve(aReservation(), []);
    await ledger.close('request', 'settled', aSpent(), after(3));
    await ledger.close('request', 'failed', aSpent({ costNanoUsd: 9 }), after(4));
    expect(await ledger.rows({})).toEqual([
      { ...aReservation(), state: 'settled', spent: aSpent(), generationId: null, closedAt: after(3) },
    ]);
  });

  it('keeps the largest amounts exact', async ({ stores: { ledger } }) => {
    const most = Number.MAX_SAFE_INTEGER;
    await ledger.reserve(aReservation({ reservedNanoUsd: most }), []);
    await ledger.close('request', 'settled', aSpent({ costNanoUsd: most }), after(3));
    expect(await ledger.rows({})).toMatchObject([{ reservedNanoUsd: most, spent: { costNanoUsd: most } }]);
  });
}

/** A cap of so much on what ada spends on that day. */
const aCap = (limitNanoUsd: number, fields: Partial<Cap> = {}): Cap => ({
  scope: 'user',
  subject: 'ada',
  period: 'day',
  limitNanoUsd,
  from: dayOfNoon.from,
  to: dayOfNoon.to,
  ...fields,
});

const dayOfNoon = { from: after(-12 * 3600), to: after(12 * 3600) };

function reserving(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  it('opens a row that fits its caps to the last nano-dollar', async ({ stores: { ledger } }) => {
    expect(await ledger.reserve(aReservation({ reservedNanoUsd: 100 }), [aCap(100)])).toBeUndefined();
    expect(await ledger.rows({})).toMatchObject([{ state: 'open' }]);
  });

  it('writes nothing where a cap does not hold, and says which is the first', async ({ stores: { ledger } }) => {
    const caps = [aCap(100), aCap(99, { period: 'week' }), aCap(98, { period: 'month' })];
    const full = await ledger.reserve(aReservation({ reservedNanoUsd: 100 }), caps);
    expect(full).toEqual({ ...caps[1], settledNanoUsd: 0, reservedNanoUsd: 0 });
    expect(await ledger.rows({})).toEqual([]);
  });

  it('counts what is under way at its reservation, and what is closed at what it cost', async ({
    stores: { ledger },
  }) => {
    for (const id of ['under way', 'cut', 'closed', 'refused'])
      await ledger.reserve(aReservation({ id, reservedNanoUsd: 1000 }), []);
    await ledger.cut('cut', 'gen');
    await ledger.close('closed', 'settled', aSpent({ costNanoUsd: 7, costText: null, upstreamNanoUsd: 3 }), after(1));
    await ledger.close('refused', 'failed', nothingSpent, after(1));
    expect(await ledger.standings([aCap(5000)])).toEqual([
      { ...aCap(5000), settledNanoUsd: 10, reservedNanoUsd: 2000 },
    ]);
    expect(await ledger.reserve(aReservation({ id: 'more', reservedNanoUsd: 91 }), [aCap(2100)])).toBeDefined();
    expect(await ledger.reserve(aReservation({ id: 'more', reservedNanoUsd: 90 }), [aCap(2100)])).toBeUndefined();
  });

  it('counts what was opened inside the period', async ({ stores: { ledger } }) => {
    const opened = [dayOfNoon.from - 1, dayOfNoon.from, dayOfNoon.to - 1, dayOfNoon.to];
    for (const [index, openedAt] of opened.entries())
      await ledger.reserve(aReservation({ id: `at-${index}`, openedAt, reservedNanoUsd: 10 ** index }), []);
    expect(await ledger.standings([aCap(0)])).toMatchObject([{ reservedNanoUsd: 110 }]);
  });

  const everybody = ['user', 'guild', 'personality', 'system'] as const;
  it.for([
    ['own', [1, 0, 0, 0]],
    ['system', [1, 1, 1, 1]],
    ['none', [0, 0, 0, 0]],
  ] as const)(
    'counts what is paid with a key of the kind “%s” for whom it concerns',
    async ([payer, counts], { stores: { ledger } }) => {
      const subjects = { user: 'ada', guild: 'castle', personality: 'lilith', system: '' };
      await ledger.reserve(aReservation({ payer, guildId: 'castle', reservedNanoUsd: 1 }), []);
      const caps = everybody.map(scope => aCap(9, { scope, subject: subjects[scope] }));
      expect((await ledger.standings(caps)).map(({ reservedNanoUsd }) => reservedNanoUsd)).toEqual(counts);
      const others = everybody
        .filter(scope => scope !== 'system')
        .map(scope => aCap(9, { scope, subject: '__proto__' }));
      expect((await ledger.standings(others)).map(({ reservedNanoUsd }) => reservedNanoUsd)).toEqual([0, 0, 0]);
    },
  );

  it('lets exactly as many begin as fit, however many ask at once', async ({ stores: { ledger } }) => {
    const asked = Array.from({ length: 1000 }, (_, index) =>
      ledger.reserve(aReservation({ id: `request-${index}`, reservedNanoUsd: 10 }), [aCap(375)]),
    );
    expect((await Promise.all(asked)).filter(full => full === undefined)).toHaveLength(37);
    expect(await ledger.rows({})).toHaveLength(37);
  });

  it('has no caps that nobody named', async ({ stores: { ledger } }) => {
    expect(await ledger.standings([])).toEqual([]);
  });
}

function settling(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ ledger }) => {
    for (const seconds of [1, 2, 3])
      await ledger.reserve(aReservation({ id: `at-${seconds}`, openedAt: after(seconds) }), []);
  });

  it('keeps the name under which the cost can be asked', async ({ stores: { ledger } }) => {
    await ledger.identify('at-1', 'gen-1');
    await ledger.close('at-1', 'settled', aSpent(), after(5));
    await ledger.identify('at-1', 'gen-2');
    expect(await ledger.rows({ to: after(2) })).toMatchObject([{ generationId: 'gen-1', state: 'settled' }]);
  });

  it('has as unsettled what is open, and what is cut', async ({ stores: { ledger } }) => {
    await ledger.cut('at-3', 'gen');
    expect(await ledger.unsettled()).toMatchObject([
      { id: 'at-1', state: 'open', spent: null, holder: 'worker' },
      { id: 'at-2', state: 'open' },
      { id: 'at-3', state: 'cut', generationId: 'gen', spent: null, closedAt: null },
    ]);
  });

  it.for(['settled', 'failed', 'abandoned'] as const)(
    'closes a cut row as %s',
    async (state, { stores: { ledger } }) => {
      await ledger.cut('at-1', 'gen');
      await ledger.close('at-1', state, aSpent(), after(5));
      expect(await ledger.rows({ to: after(2) })).toMatchObject([{ state, spent: aSpent(), closedAt: after(5) }]);
      expect(ids(await ledger.unsettled())).toEqual(['at-2', 'at-3']);
    },
  );

  it('cuts nothing that is closed', async ({ stores: { ledger } }) => {
    await ledger.close('at-1', 'settled', aSpent(), after(5));
    await ledger.cut('at-1', 'gen');
    expect(await ledger.rows({ to: after(2) })).toMatchObject([{ state: 'settled' }]);
  });
}

/** Three requests: two of ada’s, one of bob’s that belongs to no personality, and one of ada’s that is under way. */
const spent: Seed = async ({ ledger }) => {
  const rows = [
    ['ada-1', { openedAt: after(1) }, { costNanoUsd: 5, tokensCached: 100, estimated: true }],
    ['ada-2', { openedAt: after(2), model: 'other/model', type: 'vision' }, { costNanoUsd: 20, tokensReasoning: 7 }],
    ['bob-1', { openedAt: after(3), userId: 'bob', personalityId: null }, { costNanoUsd: 1, upstreamNanoUsd: 200 }],
  ] as const;
  for (const [id, reserved, cost] of rows) {
    await ledger.reserve(aReservation({ id, ...reserved }), []);
    await ledger.close(id, 'settled', aSpent({ costText: null, ...cost }), after(9));
  }
  await ledger.reserve(aReservation({ id: 'ada-3', openedAt: after(4) }), []);
};

function adding(open: OpenStores) {
  const it = storesTest(open, people, speakers, spent);
  const of = ({ groups }: Sums) => groups.map(({ key, requests, costNanoUsd }) => [key, requests, costNanoUsd]);

  it('adds up everything, also what is under way and what was charged elsewhere', async ({ stores: { ledger } }) => {
    expect(await ledger.total({})).toEqual({
      requests: 4,
      tokensIn: 360,
      tokensOut: 90,
      tokensCached: 100,
      tokensReasoning: 7,
      costNanoUsd: 226,
      estimated: true,
    });
    expect(await ledger.total({ userId: 'ada', from: after(2), to: after(4) })).toMatchObject({
      requests: 1,
      costNanoUsd: 20,
      estimated: false,
    });
  });

  it('comes to nothing where there is nothing', async ({ stores: { ledger } }) => {
    const { tokensIn, tokensOut, tokensCached, tokensReasoning } = nothingSpent;
    const nothing = {
      tokensIn,
      tokensOut,
      tokensCached,
      tokensReasoning,
      requests: 0,
      costNanoUsd: 0,
      estimated: false,
    };
    expect(await ledger.total({ userId: 'mallory' })).toEqual(nothing);
    expect(of(await ledger.sums({ userId: 'mallory' }, 'user'))).toEqual([]);
  });

  it('adds up by person, personality, model, provider or type, the dearest first', async ({ stores: { ledger } }) => {
    expect(of(await ledger.sums({}, 'user'))).toEqual([['bob', 1, 201], ['ada', 3, 25]]); // prettier-ignore
    expect(of(await ledger.sums({}, 'personality'))).toEqual([['', 1, 201], ['lilith', 3, 25]]); // prettier-ignore
    expect(of(await ledger.sums({}, 'model'))).toEqual([['some/model', 3, 206], ['other/model', 1, 20]]); // prettier-ignore
    expect(of(await ledger.sums({}, 'provider'))).toEqual([['openrouter', 4, 226]]);
    expect(of(await ledger.sums({ userId: 'ada' }, 'type'))).toEqual([['vision', 1, 20], ['text', 2, 5]]); // prettier-ignore
  });

  it('says of each group whether any of it is an estimate', async ({ stores: { ledger } }) => {
    expect((await ledger.sums({}, 'user')).groups.map(({ key, estimated }) => [key, estimated])).toEqual([
      ['bob', false],
      ['ada', true],
    ]);
  });

  it('puts groups that cost the same in order of their requests, and then by name', async ({ stores: { ledger } }) => {
    for (const [id, model] of [
      ['x', 'c'],
      ['y', 'b'],
      ['z', 'a'],
      ['w', 'b'],
    ] as const)
      // prettier-ignore
      await ledger.reserve(aReservation({ id, model, userId: 'mallory' }), []);
    expect(of(await ledger.sums({ userId: 'mallory' }, 'model'))).toEqual([['b', 2, 0], ['a', 1, 0], ['c', 1, 0]]); // prettier-ignore
  });

  it('has the cost between moments', async ({ stores: { ledger } }) => {
    expect(await ledger.series({}, [after(0), after(2), after(2), after(4), after(9)])).toEqual([5, 0, 221, 0]);
    expect(await ledger.series({ userId: 'bob' }, [after(0), after(3), after(4)])).toEqual([0, 201]);
    expect(await ledger.series({}, [])).toEqual([]);
  });

  it('has the newest rows, newest first', async ({ stores: { ledger } }) => {
    expect(ids(await ledger.latest({}, 2))).toEqual(['ada-3', 'bob-1']);
    expect(ids(await ledger.latest({ userId: 'ada', to: after(4) }, 9))).toEqual(['ada-2', 'ada-1']);
  });

  it('loses nothing by rounding', async ({ stores: { ledger } }) => {
    for (let index = 0; index < 10; index++) {
      await ledger.reserve(aReservation({ id: `tiny-${index}`, userId: 'mallory', type: 'embedding' }), []);
      const tiny = aSpent({ costNanoUsd: 0, costText: '0.00000000025' });
      await ledger.close(`tiny-${index}`, 'settled', tiny, after(9));
    }
    expect((await ledger.total({ userId: 'mallory' })).costNanoUsd).toBe(3);
    expect(of(await ledger.sums({ userId: 'mallory' }, 'type'))).toEqual([['embedding', 10, 3]]);
  });

  it.for(groupings)('adds up to the same by %s as in all', async (by, { stores: { ledger } }) => {
    for (const [index, userId] of ['ada', 'bob', 'mallory'].entries()) {
      await ledger.reserve(aReservation({ id: `tiny-${index}`, userId, model: userId, type: 'embedding' }), []);
      const tiny = aSpent({ costNanoUsd: 0, costText: '0.0000000004', estimated: index === 1 });
      await ledger.close(`tiny-${index}`, 'settled', tiny, after(9));
    }
    for (const filter of [{}, { userId: 'ada' }, { userId: 'nobody' }])
      expect((await ledger.sums(filter, by)).total).toEqual(await ledger.total(filter));
  });

  it('has the cost between quarters of an hour, of one and of everybody', async ({ stores: { ledger } }) => {
    const quarter = 900_000_000;
    const first = Math.floor(after(0) / quarter) * quarter;
    const at = (quarters: number) => first + quarters * quarter;
    for (const [index, openedAt] of [at(1), at(2) - 1, at(2), at(5)].entries()) {
      await ledger.reserve(aReservation({ id: `quarter-${index}`, userId: 'mallory', openedAt }), []);
      await ledger.close(`quarter-${index}`, 'settled', aSpent({ costNanoUsd: 10 ** index, costText: null }), openedAt);
    }
    const edges = [at(1), at(2), at(2), at(4), at(6)];
    expect(await ledger.series({ userId: 'mallory' }, edges)).toEqual([11, 0, 100, 1000]);
    expect(await ledger.series({}, edges)).toEqual([11, 0, 100, 1000]);
    expect(await ledger.series({}, [at(0), at(6)])).toEqual([226 + 1111]);
    expect(await ledger.series({}, [at(6), at(9)])).toEqual([0]);
  });

  it('has nothing between moments of what nobody pays', async ({ stores: { ledger } }) => {
    const quarter = Math.floor(after(0) / 900_000_000) * 900_000_000;
    await ledger.reserve(aReservation({ id: 'free', userId: 'mallory', payer: 'none', openedAt: quarter }), []);
    await ledger.close('free', 'settled', aSpent({ costNanoUsd: 5, costText: null }), quarter);
    for (const end of [quarter + 1, quarter + 900_000_000])
      expect(await ledger.series({ userId: 'mallory' }, [quarter, end])).toEqual([0]);
  });

  it('bears another mark after anything was written, and else the same', async ({ stores: { ledger, budgets } }) => {
    const mark = await ledger.mark();
    expect(await ledger.mark()).toBe(mark);
    await ledger.reserve(aReservation({ id: 'marked' }), []);
    const opened = await ledger.mark();
    await ledger.close('marked', 'settled', aSpent(), after(9));
    const closed = await ledger.mark();
    await budgets.put({ scope: 'user', subject: 'ada', period: 'day', limitNanoUsd: 1 }, after(9));
    expect(new Set([mark, opened, closed, await ledger.mark()]).size).toBe(4);
  });

  it('adds up what was given back', async ({ stores: { ledger } }) => {
    await ledger.reserve(aReservation({ id: 'back', userId: 'mallory' }), []);
    await ledger.close('back', 'settled', aSpent({ costNanoUsd: -2, costText: '-0.0000000016' }), after(9));
    expect((await ledger.total({ userId: 'mallory' })).costNanoUsd).toBe(-2);
  });
}

function listing(open: OpenStores) {
  const it = storesTest(open, people, speakers, async ({ ledger }) => {
    await ledger.reserve(aReservation({ id: 'third', openedAt: after(3) }), []);
    await ledger.reserve(aReservation({ id: 'first', openedAt: after(1) }), []);
    await ledger.reserve(aReservation({ id: 'second', openedAt: after(2), userId: 'bob' }), []);
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
