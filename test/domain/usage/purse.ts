import type { Errand, UsagePorts, ZonePorts } from '../../../src/domain/usage/actions.js';
import type { Cap } from '../../../src/domain/usage/budget.js';
import type { BudgetPorts } from '../../../src/domain/usage/budgets/actions.js';
import { periodAt } from '../../../src/domain/usage/period.js';
import { nothingSpent } from '../../../src/domain/usage/usage.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeClock, type FakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakeStores } from '../../fakes/stores.js';
import { fakeWorkers, type FakeWorkers } from '../../fakes/workers.js';
import { aBudget, aReservation, noon } from '../../support/builders.js';

export type Purse = UsagePorts & ZonePorts & BudgetPorts & { readonly clock: FakeClock; readonly workers: FakeWorkers };

/** Ada, bob and mallory, lilith and luna, and nothing spent yet. The operator is in the zone named. */
export async function aPurse(timezone?: string): Promise<Purse> {
  const stores = fakeStores();
  for (const seed of [people, speakers]) await seed(stores);
  const file = timezone === undefined ? [] : [['timezone', { state: 'value', value: timezone }] as const];
  return {
    ...stores,
    clock: fakeClock(noon),
    entropy: fakeEntropy(),
    workers: fakeWorkers(),
    operatorSettings: { environment: new Map(), file: new Map(file) },
  };
}

export function anErrand(fields: Partial<Errand> = {}): Errand {
  const {
    id: _id,
    openedAt: _openedAt,
    holder: _holder,
    ...reserved
  } = aReservation({ payer: 'system', reservedNanoUsd: 1000 });
  return { ...reserved, mayHaveCost: { ...nothingSpent, tokensIn: 100, costNanoUsd: 300 }, ...fields };
}

/** A cap on what ada spends today. */
export const aCapOfToday = (limitNanoUsd: number): Cap => ({
  ...aBudget(),
  limitNanoUsd,
  ...periodAt(noon, 'day', 'UTC'),
});
