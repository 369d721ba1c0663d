import type { Budget, BudgetOwner, BudgetPeriod } from '../../src/domain/usage/budget.js';
import type { Budgets } from '../../src/ports/budgets.js';
import { emptyState, type State } from './state.js';

export function fakeBudgets({ budgets }: State = emptyState()): Budgets {
  return {
    async list(owners) {
      return [...budgets.values()]
        .filter(budget => owners?.some(owner => isOf(budget, owner)) ?? true)
        .toSorted((a, b) => (nameOf(a, a.period) < nameOf(b, b.period) ? -1 : 1));
    },
    async put(budget) {
      budgets.set(nameOf(budget, budget.period), budget);
    },
    async remove(owner, period) {
      return budgets.delete(nameOf(owner, period));
    },
  };
}

const isOf = ({ scope, subject }: Budget, owner: BudgetOwner) => scope === owner.scope && subject === owner.subject;

const nameOf = ({ scope, subject }: BudgetOwner, period: BudgetPeriod) => [scope, subject, period].join('\0');
