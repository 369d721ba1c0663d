import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '../../../../src/domain/usage/period.js';
import { overview, report } from '../../../../src/domain/usage/report/actions.js';
import type { Overview } from '../../../../src/domain/usage/report/overview.js';
import { isoOf, microsOf } from '../../../../src/domain/time.js';
import { groupings, type Reservation, type Spent } from '../../../../src/domain/usage/usage.js';
import type { User } from '../../../../src/domain/user/user.js';
import { people, speakers } from '../../../contracts/stores.js';
import { fakeClock } from '../../../fakes/clock.js';
import { fakeStores } from '../../../fakes/stores.js';
import { aReservation, aSpent, aUser, anAccount } from '../../../support/builders.js';

const ada = aUser({ id: 'ada' });
const bob = aUser({ id: 'bob' });
const at = (iso: string) => microsOf(iso) ?? Number.NaN;

const inBerlin = (user: User): User => ({ ...user, timezone: 'Europe/Berlin' });

type Request = Partial<Reservation> & { readonly spent?: Partial<Spent> | null };

/** Stores in which these requests were made, at a moment. Ada is the owner. */
async function open(now: string, requests: readonly Request[] = [], operatorZone?: string) {
  const stores = fakeStores();
  for (const seed of [people, speakers]) await seed(stores);
  for (const [index, { spent, ...known }] of requests.entries()) {
    const id = `request-${index}`;
    await stores.ledger.reserve(aReservation({ id, openedAt: at(now) - 1, ...known }), []);
    if (spent !== null) await stores.ledger.close(id, 'settled', aSpent({ costText: null, ...spent }), at(now));
  }
  const zone = operatorZone === undefined ? [] : [['timezone', { state: 'value', value: operatorZone }] as const];
  return {
    ...stores,
    clock: fakeClock(at(now)),
    operatorSettings: { environment: new Map(), file: new Map(zone) },
    ownerId: anAccount('ada').foreignId,
  };
}

const own = (viewer: User, period: Period = 'month') =>
  ({ viewer, subject: viewer, period, by: 'personality' }) as const;
const everyone = { viewer: ada, subject: 'everyone', period: 'all', by: 'user' } as const;

const span = ({ period: { from, to, timezone } }: Awaited<ReturnType<typeof report>>) => [
  from === null ? null : isoOf(from).slice(0, 16),
  isoOf(to).slice(0, 16),
  timezone,
];

describe('a report', () => {
  it('adds up what one person used, by personality, under the names people know', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { personalityId: 'lilith', spent: { costNanoUsd: 1000 } },
      { personalityId: 'luna', spent: { costNanoUsd: 5000, tokensIn: 10, tokensCached: 8 } },
      { personalityId: 'lilith', spent: { costNanoUsd: 2000, estimated: true } },
      { personalityId: 'luna', userId: 'bob' },
    ]);
    const { totals, rows } = await report(ports, own(ada));
    expect(rows).toMatchObject([
      { key: 'luna', name: 'Luna', requests: 1, tokensIn: 10, tokensCached: 8, costNanoUsd: 5000, estimated: false },
      { key: 'lilith', name: 'Lilith', requests: 2, costNanoUsd: 3000, estimated: true },
    ]);
    expect(totals).toMatchObject({ requests: 3, costNanoUsd: 8000, tokensIn: 250 });
  });

  it('puts the dearest first, then those with the most requests, then by key', async () => {
    const free = { costNanoUsd: 0 };
    const ports = await open('2026-11-20T12:00:00Z', [
      { model: 'c', spent: free },
      { model: 'b', spent: free },
      { model: 'd', spent: free },
      { model: 'd', spent: free },
      { model: 'a', spent: { costNanoUsd: 1 } },
    ]);
    const { rows } = await report(ports, { ...own(ada), by: 'model' });
    expect(rows.map(({ key }) => key)).toEqual(['a', 'd', 'b', 'c']);
  });

  it('counts requests that are still under way, and those of no personality', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [{ personalityId: null, spent: null }]);
    const { totals, rows } = await report(ports, own(ada));
    expect(rows).toMatchObject([{ key: '', name: '', requests: 1, costNanoUsd: 0 }]);
    expect(totals).toMatchObject({ requests: 1, tokensIn: 0 });
  });

  it('names people by their ids', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [{ userId: 'bob' }]);
    const id = anAccount('bob').foreignId;
    expect((await report(ports, everyone)).rows).toMatchObject([{ key: id, name: id, requests: 1 }]);
  });

  it.each([
    ['day', ['2026-11-19T23:00', '2026-11-20T12:00', 'Europe/Berlin']],
    ['week', ['2026-11-15T23:00', '2026-11-20T12:00', 'Europe/Berlin']],
    ['month', ['2026-10-31T23:00', '2026-11-20T12:00', 'Europe/Berlin']],
    ['all', [null, '2026-11-20T12:00', 'Europe/Berlin']],
  ] as const)('of a %s goes from where that begins for the one who looks until now', async (period, expected) => {
    const ports = await open('2026-11-20T12:00:00Z');
    expect(span(await report(ports, own(inBerlin(ada), period)))).toEqual(expected);
  });

  it('has its beginning in it, and what was before not', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { model: 'today', openedAt: at('2026-11-19T23:00:00Z') },
      { model: 'yesterday', openedAt: at('2026-11-19T23:00:00Z') - 1 },
    ]);
    const { rows } = await report(ports, { ...own(inBerlin(ada), 'day'), by: 'model' });
    expect(rows.map(({ key }) => key)).toEqual(['today']);
  });

  it.each([
    ['summer begins', '2026-03-29T12:00:00Z', '2026-03-28T23:00', 23],
    ['summer ends', '2026-10-25T12:00:00Z', '2026-10-24T22:00', 25],
  ])(
    'of the day on which %s begins at midnight, and its hours are those that there were',
    async (_, now, from, hours) => {
      const ports = await open(now);
      const seen = await overview(ports, own(inBerlin(ada), 'day'));
      expect(span(seen.report)[0]).toBe(from);
      expect(seen.chart.costs).toHaveLength(hours);
    },
  );

  it('is in the operator’s time zone where a person named none, and in UTC where nobody did', async () => {
    expect(span(await report(await open('2026-11-20T12:00:00Z', [], 'Asia/Tokyo'), own(ada)))[2]).toBe('Asia/Tokyo');
    expect(span(await report(await open('2026-11-20T12:00:00Z'), own(ada)))[2]).toBe('UTC');
  });

  it('of other people is for the owner alone', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [{ userId: 'bob' }]);
    expect((await report(ports, { ...own(ada), subject: bob })).totals.requests).toBe(1);
    const refused = [
      report(ports, { ...own(bob), subject: ada }),
      report(ports, { ...everyone, viewer: bob }),
      overview(ports, { ...everyone, viewer: bob }),
    ];
    for (const each of refused) await expect(each).rejects.toMatchObject({ code: 'denied' });
  });
});

const aRandomRequest = fc.record({
  userId: fc.constantFrom('ada', 'bob'),
  personalityId: fc.constantFrom('lilith', 'luna', null),
  model: fc.constantFrom('one', 'two', '__proto__'),
  type: fc.constantFrom('text', 'embedding'),
  spent: fc.option(
    fc.record({
      tokensIn: fc.nat(9000),
      tokensOut: fc.nat(900),
      costNanoUsd: fc.nat(1e9),
      estimated: fc.boolean(),
    }),
  ),
} as const);

it('however it is grouped, a report comes to what the ledger says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aRandomRequest, { maxLength: 20 }),
      fc.constantFrom(...groupings),
      async (requests, by) => {
        const ports = await open('2026-11-20T12:00:00Z', requests);
        const { totals, rows } = await report(ports, { ...everyone, by });
        const ledger = await ports.ledger.rows({});
        for (const field of ['tokensIn', 'tokensOut', 'costNanoUsd'] as const) {
          const inLedger = ledger.reduce((sum, row) => sum + (row.spent?.[field] ?? 0), 0);
          expect(totals[field]).toBe(inLedger);
          expect(rows.reduce((sum, row) => sum + row[field], 0)).toBe(inLedger);
        }
        expect([totals.requests, rows.reduce((sum, row) => sum + row.requests, 0)]).toEqual([
          ledger.length,
          ledger.length,
        ]);
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      },
    ),
  );
});

describe('an overview', () => {
  const once = { spent: { costNanoUsd: 100 } };

  it('of a moment at which nothing was written since is what it was, to that moment', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [once]);
    const before = await overview(ports, own(ada));
    await ports.clock.advance(1000);
    const seen = await overview(ports, own(ada), before);
    expect(seen).toEqual(await overview(ports, own(ada)));
    expect(seen.report.rows).toBe(before.report.rows);
    expect(seen.report.period.to).toBe(seen.at);
  });

  it('is looked up anew after anything was written', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [once]);
    const before = await overview(ports, own(ada));
    await ports.ledger.reserve(aReservation({ id: 'new', openedAt: at('2026-11-20T11:59:00Z') }), []);
    expect((await overview(ports, own(ada), before)).report.totals.requests).toBe(2);
  });

  it.each([
    ['a day', ada, '2026-11-20T23:59:59Z'],
    ['a day, where the person is', inBerlin(ada), '2026-11-20T22:59:59Z'],
  ])('is looked up anew when %s has begun', async (_, viewer, now) => {
    const ports = await open(now, [once]);
    const before = await overview(ports, own(viewer));
    expect(before.spendings[0]).toMatchObject({ period: 'day', spentNanoUsd: 100 });
    await ports.clock.advance(1000);
    expect((await overview(ports, own(viewer), before)).spendings[0]).toMatchObject({ spentNanoUsd: 0 });
  });

  it('is looked up anew when a budget has begun anew in another time zone', async () => {
    const ports = await open('2026-11-20T14:59:59Z', [{ ...once, payer: 'system' }], 'Asia/Tokyo');
    const viewer = inBerlin(ada);
    const today = async (before?: Overview) => {
      const seen = await overview(ports, own(viewer), before);
      return { seen, spent: seen.spendings.find(({ scope, period }) => scope === 'system' && period === 'day') };
    };
    const before = await today();
    expect(before.spent).toMatchObject({ spentNanoUsd: 100 });
    await ports.clock.advance(1000);
    expect((await today(before.seen)).spent?.spentNanoUsd ?? 0).toBe(0);
  });

  it('is looked up anew when the clock was set back', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [once]);
    const before = await overview(ports, own(ada));
    const earlier = { ...ports, clock: fakeClock(at('2026-11-19T12:00:00Z')) };
    expect((await overview(earlier, own(ada), before)).report.totals.requests).toBe(0);
  });

  it('says what was spent today and this month, whatever the report is of', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { spent: { costNanoUsd: 100 } },
      { spent: { costNanoUsd: 30 }, openedAt: at('2026-11-03T12:00:00Z') },
      { spent: { costNanoUsd: 7 }, openedAt: at('2026-10-03T12:00:00Z') },
    ]);
    const { spendings } = await overview(ports, own(ada, 'all'));
    expect(spendings).toMatchObject([
      { scope: 'user', period: 'day', spentNanoUsd: 100 },
      { scope: 'user', period: 'month', spentNanoUsd: 130 },
    ]);
  });

  it('sets what was spent beside one’s own budgets', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { spent: { costNanoUsd: 100 } },
      { spent: null, reservedNanoUsd: 7 },
    ]);
    const herOwn = { scope: 'user', subject: 'ada' } as const;
    await ports.budgets.put({ ...herOwn, period: 'day', limitNanoUsd: 1000 }, 0);
    await ports.budgets.put({ ...herOwn, period: 'week', limitNanoUsd: 2000 }, 0);
    await ports.budgets.put({ scope: 'user', subject: 'bob', period: 'month', limitNanoUsd: 1 }, 0);
    const { spendings } = await overview(ports, own(ada));
    expect(spendings).toMatchObject([
      { period: 'day', spentNanoUsd: 100, budget: { limitNanoUsd: 1000, reservedNanoUsd: 7 } },
      { period: 'week', spentNanoUsd: 100, budget: { limitNanoUsd: 2000, reservedNanoUsd: 7 } },
      { period: 'month', spentNanoUsd: 100, budget: null },
    ]);
  });

  it('shows the owner the budgets of the operator’s key, and nobody else', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { payer: 'system', spent: { costNanoUsd: 100 } },
      { payer: 'system', userId: 'bob', spent: { costNanoUsd: 20 } },
    ]);
    const systems = [
      { scope: 'system', period: 'day', spentNanoUsd: 120, budget: { limitNanoUsd: 1_000_000_000 } },
      { scope: 'system', period: 'month', spentNanoUsd: 120, budget: { limitNanoUsd: 10_000_000_000 } },
    ];
    expect((await overview(ports, own(ada))).spendings.slice(2)).toMatchObject(systems);
    expect((await overview(ports, everyone)).spendings).toMatchObject([
      { scope: 'everyone' },
      { scope: 'everyone' },
      ...systems,
    ]);
    expect((await overview(ports, own(bob))).spendings).toHaveLength(2);
  });

  it('does not speak of the operator’s key where nobody uses it', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [{ payer: 'own', spent: {} }]);
    expect((await overview(ports, own(ada))).spendings).toHaveLength(2);
    await ports.budgets.put({ scope: 'system', subject: '', period: 'day', limitNanoUsd: null }, 0);
    expect((await overview(ports, own(ada))).spendings).toHaveLength(2);
  });

  it('has a column for each day of a month, and puts what was spent where it belongs', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { spent: { costNanoUsd: 100 } },
      { spent: { costNanoUsd: 30 }, openedAt: at('2026-11-03T12:00:00Z') },
    ]);
    const { chart } = await overview(ports, own(ada));
    expect(chart.costs).toHaveLength(30);
    expect([chart.costs[2], chart.costs[19], chart.costs[20]]).toEqual([30, 100, 0]);
  });

  it('of everything shows the last thirty days', async () => {
    const { chart } = await overview(await open('2026-11-20T12:00:00Z'), own(ada, 'all'));
    expect(chart).toMatchObject({ each: 'day' });
    expect(chart.costs).toHaveLength(30);
    expect(isoOf(chart.edges[0] ?? 0)).toBe('2026-10-22T00:00:00.000Z');
  });

  it('lists the latest calls, the newest first, of the one person alone', async () => {
    const ports = await open('2026-11-20T12:00:00Z', [
      { openedAt: at('2026-11-20T10:00:00Z'), spent: { costNanoUsd: 9, upstreamNanoUsd: 1 } },
      { openedAt: at('2026-11-20T11:00:00Z'), spent: null, personalityId: 'luna' },
      { openedAt: at('2026-11-20T11:30:00Z'), userId: 'bob' },
    ]);
    const { calls } = await overview(ports, own(ada));
    expect(calls).toMatchObject([
      { personality: 'Luna', state: 'open', costNanoUsd: 0 },
      { personality: 'Lilith', state: 'settled', costNanoUsd: 10 },
    ]);
  });
});
