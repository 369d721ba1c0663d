import { and, asc, eq, or, type SQL } from 'drizzle-orm';
import type { Budget, BudgetOwner } from '../../domain/usage/budget.js';
import type { Budgets } from '../../ports/budgets.js';
import type { Database } from './database.js';
import { budgets } from './schema.js';

export function sqliteBudgets({ orm, read, write }: Database): Budgets {
  const listed = (wanted: SQL | undefined): Budget[] =>
    orm
      .select({
        scope: budgets.scope,
        subject: budgets.subject,
        period: budgets.period,
        limitNanoUsd: budgets.limitNanoUsd,
      })
      .from(budgets)
      .where(wanted)
      .orderBy(asc(budgets.scope), asc(budgets.subject), asc(budgets.period))
      .all();

  return {
    list: owners => read(() => (owners?.length === 0 ? [] : listed(owners && or(...owners.map(ownedBy))))),

    put: ({ scope, subject, period, limitNanoUsd }, setAt) =>
      write(
        () =>
          void orm
            .insert(budgets)
            .values({ scope, subject, period, limitNanoUsd, setAt })
            .onConflictDoUpdate({
              target: [budgets.scope, budgets.subject, budgets.period],
              set: { limitNanoUsd, setAt },
            })
            .run(),
      ),

    remove: (owner, period) =>
      write(
        () =>
          orm
            .delete(budgets)
            .where(and(ownedBy(owner), eq(budgets.period, period)))
            .run().changes > 0,
      ),
  };
}

const ownedBy = ({ scope, subject }: BudgetOwner) => and(eq(budgets.scope, scope), eq(budgets.subject, subject));
