import { leftOf } from '../../domain/usage/budget.js';
import type { BudgetState } from '../../domain/usage/budgets/actions.js';
import { inDollars } from '../../domain/usage/money.js';
import { localTime } from '../../domain/user/timezone.js';
import { harmless } from '../../domain/text/harmless.js';
import { bar } from './bar.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

const barWidth = 10;
const spentOut = 0.9;

/** Budgets in a table, each with how much of it is gone. */
export const budgetTable = (budgets: readonly BudgetState[], paint: Paint): string =>
  budgets.length === 0
    ? 'There are no budgets.'
    : table(
        ['for', 'period', 'limit', 'spent', 'reserved', 'left', '', 'begins anew'],
        budgets.map(budget => [
          [budget.scope, ...(budget.id === null ? [] : [harmless(budget.id)])].join(' '),
          budget.period,
          limitOf(budget),
          inDollars(budget.settledNanoUsd),
          inDollars(budget.reservedNanoUsd),
          ...leftIn(budget, paint),
          `${localTime(budget.to, budget.timezone)} (${budget.timezone})`,
        ]),
        paint,
      );

const limitOf = ({ limitNanoUsd, isDefault }: BudgetState): string =>
  limitNanoUsd === null ? 'none' : `${inDollars(limitNanoUsd)}${isDefault ? ' (default)' : ''}`;

function leftIn(budget: BudgetState, paint: Paint): readonly [string, string] {
  const { limitNanoUsd } = budget;
  if (limitNanoUsd === null) return ['–', ''];
  const left = leftOf({ ...budget, limitNanoUsd });
  const gone = limitNanoUsd === 0 ? 1 : 1 - left / limitNanoUsd;
  const share = `${bar(gone, barWidth)} ${Math.floor(gone * 100)} %`;
  return [inDollars(left), gone >= spentOut ? paint('red', share) : share];
}
