import { describe, expect } from 'vitest';
import { aBudget, after, noon } from '../support/builders.js';
import { people, speakers, storesTest, type OpenStores } from './stores.js';

/** What every Budgets promises. Run it against each adapter, and against the fake. */
export function budgetsContract(open: OpenStores) {
  const it = storesTest(open, people, speakers);

  describe('keeps the Budgets contract', () => {
    it('has none before somebody sets one', async ({ stores: { budgets } }) => {
      expect(await budgets.list()).toEqual([]);
    });

    it('keeps budgets, with a limit or without one', async ({ stores: { budgets } }) => {
      await budgets.put(aBudget(), noon);
      await budgets.put(aBudget({ scope: 'system', subject: '', limitNanoUsd: null }), noon);
      await budgets.put(aBudget({ scope: 'guild', subject: 'castle', limitNanoUsd: 0 }), noon);
      expect(await budgets.list()).toEqual([
        aBudget({ scope: 'guild', subject: 'castle', limitNanoUsd: 0 }),
        aBudget({ scope: 'system', subject: '', limitNanoUsd: null }),
        aBudget(),
      ]);
    });

    it('replaces an earlier one of the same owner and period', async ({ stores: { budgets } }) => {
      await budgets.put(aBudget(), noon);
      await budgets.put(aBudget({ period: 'week' }), noon);
      await budgets.put(aBudget({ limitNanoUsd: 7 }), after(1));
      expect(await budgets.list()).toEqual([aBudget({ limitNanoUsd: 7 }), aBudget({ period: 'week' })]);
    });

    it('lists those of some owners', async ({ stores: { budgets } }) => {
      for (const subject of ['ada', 'bob', '__proto__']) await budgets.put(aBudget({ subject }), noon);
      await budgets.put(aBudget({ scope: 'guild' }), noon);
      const owners = [{ scope: 'user', subject: 'ada' } as const, { scope: 'user', subject: '__proto__' } as const];
      expect((await budgets.list(owners)).map(({ scope, subject }) => [scope, subject])).toEqual([
        ['user', '__proto__'],
        ['user', 'ada'],
      ]);
      expect(await budgets.list([])).toEqual([]);
    });

    it('removes one, and says whether there was any', async ({ stores: { budgets } }) => {
      await budgets.put(aBudget(), noon);
      await budgets.put(aBudget({ period: 'month' }), noon);
      expect(await budgets.remove(aBudget(), 'day')).toBe(true);
      expect(await budgets.remove(aBudget(), 'day')).toBe(false);
      expect(await budgets.list()).toEqual([aBudget({ period: 'month' })]);
    });

    it('forgets the budget of a personality that is gone', async ({ stores: { budgets, personalities } }) => {
      for (const subject of ['lilith', 'luna']) await budgets.put(aBudget({ scope: 'personality', subject }), noon);
      await budgets.put(aBudget({ subject: 'lilith' }), noon);
      await personalities.remove('lilith');
      expect(await budgets.list()).toEqual([
        aBudget({ scope: 'personality', subject: 'luna' }),
        aBudget({ subject: 'lilith' }),
      ]);
    });
  });
}
