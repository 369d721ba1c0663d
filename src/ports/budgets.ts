import type { Micros } from '../domain/time.js';
import type { Budget, BudgetOwner, BudgetPeriod } from '../domain/usage/budget.js';

/** What may be spent. Whose budget it is goes when they go. Each call is atomic. */
export interface Budgets {
  /** All of them, or those of these owners: by scope, subject and period. */
  list(owners?: readonly BudgetOwner[]): Promise<Budget[]>;
  /** Sets a budget, in place of an earlier one of the same owner and period. */
  put(budget: Budget, at: Micros): Promise<void>;
  /** False if there was none. */
  remove(owner: BudgetOwner, period: BudgetPeriod): Promise<boolean>;
}
