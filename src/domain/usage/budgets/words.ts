import { TzurotError } from '../../errors.js';
import { isoOf } from '../../time.js';
import { localTime } from '../../user/timezone.js';
import { leftOf, type BudgetPeriod, type BudgetScope, type Standing } from '../budget.js';
import { inDollars, type NanoUsd } from '../money.js';

const whose: Readonly<Record<BudgetScope, string>> = {
  user: 'Your budget',
  guild: 'The budget of this server',
  personality: 'The budget of this personality',
  system: 'The budget of the operator’s key',
};

const when: Readonly<Record<BudgetPeriod, string>> = {
  day: 'for today',
  week: 'for this week',
  month: 'for this month',
};

/** Says that something does not fit a budget: which one, what is left of it, and when it begins anew. */
export function overBudget(full: Standing, worstCase: NanoUsd, timezone: string): TzurotError {
  const { scope, period, limitNanoUsd, to } = full;
  const budget = `${whose[scope]} ${when[period]}`;
  const left = leftOf(full);
  const what =
    left === 0
      ? `${budget}, ${inDollars(limitNanoUsd)}, is used up.`
      : `${budget} is ${inDollars(limitNanoUsd)}, and ${inDollars(left)} of it is left: less than the ${inDollars(worstCase)} that this may cost.`;
  return new TzurotError('denied', `${what} It begins anew on ${localTime(to, timezone)}.`, {
    try: 'usage budget list',
    facts: { limit: 'budget', scope, period, resetsAt: isoOf(to) },
  });
}
