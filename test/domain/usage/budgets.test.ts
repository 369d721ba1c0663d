import { describe, expect, it } from 'vitest';
import { budgetsFor, listBudgets, removeBudget, setBudget } from '../../../src/domain/usage/budgets/actions.js';
import { isoOf } from '../../../src/domain/time.js';
import type { Budget } from '../../../src/domain/usage/budget.js';
import { aBudget, aReservation, aSpent, aUser, after, anAccount, noon } from '../../support/builders.js';
import { aPurse, type Purse } from './purse.js';

const ada = { userId: 'ada', isOwner: true };
const bob = { userId: 'bob', isOwner: false };

const everyScope: readonly Budget[] = [
  aBudget({ subject: 'bob', limitNanoUsd: 1 }),
  aBudget({ subject: 'ada', limitNanoUsd: 2 }),
  aBudget({ scope: 'guild', subject: 'castle', limitNanoUsd: 3 }),
  aBudget({ scope: 'guild', subject: 'tower', limitNanoUsd: 4 }),
  aBudget({ scope: 'personality', subject: 'lilith', limitNanoUsd: 5 }),
  aBudget({ scope: 'personality', subject: 'luna', limitNanoUsd: 6 }),
];

async function aPurseWith(budgets: readonly Budget[], timezone?: string): Promise<Purse> {
  const purse = await aPurse(timezone);
  for (const budget of budgets) await purse.budgets.put(budget, noon);
  return purse;
}

const asBob = { guildId: 'castle', personalityId: 'lilith' };
const names = (budgets: readonly Budget[]) =>
  budgets.map(({ scope, subject, period, limitNanoUsd }) => [scope, subject, period, limitNanoUsd]);

describe('what a request has to fit', () => {
  it('is everything that concerns it, where the operator’s key pays', async () => {
    const caps = await budgetsFor(await aPurseWith(everyScope), { ...asBob, payer: 'system' }, aUser({ id: 'bob' }));
    expect(names(caps)).toEqual([
      ['user', 'bob', 'day', 1],
      ['guild', 'castle', 'day', 3],
      ['personality', 'lilith', 'day', 5],
      ['system', '', 'day', 1_000_000_000],
      ['system', '', 'month', 10_000_000_000],
    ]);
  });

  it('is the person’s own budget alone, where their key pays', async () => {
    const caps = await budgetsFor(await aPurseWith(everyScope), { ...asBob, payer: 'own' }, aUser({ id: 'bob' }));
    expect(names(caps)).toEqual([['user', 'bob', 'day', 1]]);
  });

  it('is nothing, where nobody pays', async () => {
    expect(await budgetsFor(await aPurseWith(everyScope), { ...asBob, payer: 'none' }, aUser({ id: 'bob' }))).toEqual(
      [],
    );
  });

  it('is what was set for the system in place of a default, or no limit at all', async () => {
    const set = [
      aBudget({ scope: 'system', subject: '', limitNanoUsd: null }),
      aBudget({ scope: 'system', subject: '', period: 'week', limitNanoUsd: 7 }),
    ];
    const request = { guildId: null, personalityId: null, payer: 'system' } as const;
    expect(names(await budgetsFor(await aPurseWith(set), request, aUser()))).toEqual([
      ['system', '', 'week', 7],
      ['system', '', 'month', 10_000_000_000],
    ]);
  });

  it('is counted in the person’s time zone where it is theirs, and in the operator’s where it is not', async () => {
    const purse = await aPurseWith([aBudget()], 'America/New_York');
    const request = { guildId: null, personalityId: null, payer: 'system' } as const;
    const begins = async (timezone: string | null) =>
      (await budgetsFor(purse, request, aUser({ timezone }))).map(({ from }) => isoOf(from).slice(0, 16));
    expect(await begins('Asia/Kathmandu')).toEqual(['2026-11-19T18:15', '2026-11-20T05:00', '2026-11-01T04:00']);
    expect(await begins(null)).toEqual(['2026-11-20T05:00', '2026-11-20T05:00', '2026-11-01T04:00']);
  });

  it('begins anew with the next day', async () => {
    const purse = await aPurseWith([aBudget({ limitNanoUsd: 10 })]);
    const request = { guildId: null, personalityId: null, payer: 'own' } as const;
    const reserve = async (id: string) =>
      purse.ledger.reserve(
        aReservation({ id, reservedNanoUsd: 10, openedAt: purse.clock.now() }),
        await budgetsFor(purse, request, aUser()),
      );
    expect(await reserve('first')).toBeUndefined();
    await purse.clock.advance(12 * 3_600_000 - 1);
    expect(await reserve('second')).toBeDefined();
    await purse.clock.advance(1);
    expect(await reserve('third')).toBeUndefined();
  });
});

describe('a budget', () => {
  it('of one’s own anybody may set and take away', async () => {
    const purse = await aPurse();
    const own = aBudget({ subject: 'bob', limitNanoUsd: 5 });
    expect(await setBudget(purse, bob, own)).toMatchObject({
      ...own,
      id: anAccount('bob').foreignId,
      isDefault: false,
    });
    expect(await purse.budgets.list()).toEqual([own]);
    expect(await removeBudget(purse, bob, own, 'day')).toEqual({ id: anAccount('bob').foreignId, fallback: undefined });
    expect(await purse.budgets.list()).toEqual([]);
  });

  const notBobs = [
    aBudget(),
    aBudget({ scope: 'guild', subject: 'bob' }),
    aBudget({ scope: 'personality', subject: 'luna' }),
    aBudget({ scope: 'system', subject: '' }),
  ];
  it.each(notBobs)('of another kind only the owner sets, sees or takes away: $scope', async budget => {
    const purse = await aPurse();
    for (const attempt of [
      setBudget(purse, bob, budget),
      removeBudget(purse, bob, budget, 'day'),
      listBudgets(purse, bob, budget),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'denied' });
    expect(await purse.budgets.list()).toEqual([]);
    await expect(setBudget(purse, ada, budget)).resolves.toMatchObject(budget);
  });

  it('that is not there cannot be taken away', async () => {
    await expect(removeBudget(await aPurse(), ada, aBudget(), 'day')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of the system leaves its default behind when it is taken away', async () => {
    const system = aBudget({ scope: 'system', subject: '', limitNanoUsd: 5 });
    const purse = await aPurseWith([system]);
    expect(await removeBudget(purse, ada, system, 'day')).toMatchObject({
      id: null,
      fallback: { limitNanoUsd: 1_000_000_000 },
    });
  });
});

describe('the list of budgets', () => {
  it('has all for the owner, with the defaults, and for anybody else their own', async () => {
    const purse = await aPurseWith(everyScope);
    expect(names(await listBudgets(purse, bob, undefined))).toEqual([['user', 'bob', 'day', 1]]);
    expect((await listBudgets(purse, ada, undefined)).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [anAccount('ada').foreignId, false],
      [anAccount('bob').foreignId, false],
      ['castle', false],
      ['tower', false],
      ['lilith', false],
      ['luna', false],
      [null, true],
      [null, true],
    ]);
  });

  it('says what is spent, what is reserved and when it begins anew', async () => {
    const purse = await aPurseWith([aBudget({ limitNanoUsd: null })], 'Europe/Berlin');
    await purse.ledger.reserve(aReservation({ id: 'closed' }), []);
    await purse.ledger.close('closed', 'settled', aSpent({ costNanoUsd: 7 }), after(1));
    await purse.ledger.reserve(aReservation({ reservedNanoUsd: 5 }), []);
    const [state] = await listBudgets(purse, ada, { scope: 'user', subject: 'ada' });
    expect(state).toMatchObject({
      limitNanoUsd: null,
      settledNanoUsd: 7,
      reservedNanoUsd: 5,
      timezone: 'Europe/Berlin',
    });
    expect(isoOf(state?.to ?? 0)).toBe('2026-11-20T23:00:00.000Z');
  });
});
