import type { Micros } from '../../time.js';
import { budgetPeriods, type BudgetPeriod, type BudgetScope, type Counted } from '../budget.js';
import type { NanoUsd } from '../money.js';

/** What was spent in a period, and the budget that holds it, where there is one. */
export type Spending = {
  readonly scope: BudgetScope | 'everyone';
  readonly period: BudgetPeriod;
  readonly spentNanoUsd: NanoUsd;
  readonly budget: {
    readonly limitNanoUsd: NanoUsd;
    /** What requests under way may still cost. */
    readonly reservedNanoUsd: NanoUsd;
    readonly beginsAnewAt: Micros;
  } | null;
};

type Spent = Pick<Spending, 'scope' | 'period' | 'spentNanoUsd'>;

/** Today and this month, always; beside them every budget there is, the shortest period first. */
export function spendingsOf(spent: readonly Spent[], budgets: readonly Counted[]): Spending[] {
  const held = budgets.flatMap(heldBy);
  const bare = spent
    .filter(({ scope, period }) => !held.some(each => each.scope === scope && each.period === period))
    .map(each => ({ ...each, budget: null }));
  return [...bare, ...held].toSorted(
    (a, b) =>
      Number(a.scope === 'system') - Number(b.scope === 'system') ||
      budgetPeriods.indexOf(a.period) - budgetPeriods.indexOf(b.period),
  );
}

function heldBy({ scope, period, limitNanoUsd, settledNanoUsd, reservedNanoUsd, to }: Counted): Spending[] {
  if (limitNanoUsd === null) return [];
  return [{ scope, period, spentNanoUsd: settledNanoUsd, budget: { limitNanoUsd, reservedNanoUsd, beginsAnewAt: to } }];
}

/** How much of a budget is gone, what may still be reserved counted in. More than 1 when it is over. */
export const shareOf = ({ spentNanoUsd, budget }: Spending): number => {
  if (budget === null) return 0;
  const used = spentNanoUsd + budget.reservedNanoUsd;
  return budget.limitNanoUsd > 0 ? used / budget.limitNanoUsd : used > 0 ? Infinity : 1;
};
