import type { Micros } from '../../time.js';
import { budgetPeriods, type Budget, type BudgetOwner, type BudgetPeriod, type Cap } from '../budget.js';
import { periodAt } from '../period.js';

const nanosPerDollar = 1_000_000_000;

export const system: BudgetOwner = { scope: 'system', subject: '' };

/** What the operator’s key may spend while nobody has said anything else. */
export const defaultBudgets: readonly Budget[] = [
  { ...system, period: 'day', limitNanoUsd: 1 * nanosPerDollar },
  { ...system, period: 'month', limitNanoUsd: 10 * nanosPerDollar },
];

/** What holds for somebody in a period where nothing was set. */
export const defaultFor = ({ scope, subject }: BudgetOwner, period: BudgetPeriod): Budget | undefined =>
  defaultBudgets.find(each => each.scope === scope && each.subject === subject && each.period === period);

/** What was set, and the defaults for what was not. */
export const withDefaults = (set: readonly Budget[]): Budget[] => [
  ...set,
  ...defaultBudgets.filter(fallback => !set.some(budget => defaultFor(budget, budget.period) === fallback)),
];

export const isDefault = (budget: Budget): boolean => defaultBudgets.includes(budget);

/** The budget as it is at a moment, with the period in which that is. Nothing where there is to be no limit. */
export function capsAt(budgets: readonly Budget[], moment: Micros, timezoneOf: (budget: Budget) => string): Cap[] {
  return budgets.flatMap(budget => {
    const { limitNanoUsd, period } = budget;
    return limitNanoUsd === null ? [] : { ...budget, limitNanoUsd, ...periodAt(moment, period, timezoneOf(budget)) };
  });
}

/** From the shortest period to the longest. */
export const byPeriod = (a: Budget, b: Budget): number =>
  budgetPeriods.indexOf(a.period) - budgetPeriods.indexOf(b.period);
