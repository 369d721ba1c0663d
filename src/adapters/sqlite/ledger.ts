import { and, asc, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import type { Spent, UsageRow } from '../../domain/usage/usage.js';
import type { Ledger } from '../../ports/ledger.js';
import type { Database } from './database.js';
import { usage } from './schema.js';

type Row = typeof usage.$inferSelect;

export function sqliteLedger({ orm, read, write }: Database): Ledger {
  const isOpen = (id: string) => and(eq(usage.id, id), eq(usage.state, 'open'));
  return {
    open: reservation =>
      write(
        () =>
          void orm
            .insert(usage)
            .values({ ...reservation, state: 'open' })
            .run(),
      ),

    close: (id, state, spent, at) =>
      write(
        () =>
          void orm
            .update(usage)
            .set({ ...spent, state, closedAt: at })
            .where(isOpen(id))
            .run(),
      ),

    abandon: (openedBefore, at) =>
      write(
        () =>
          orm
            .update(usage)
            .set({
              state: 'abandoned',
              tokensIn: 0,
              tokensOut: 0,
              tokensCached: 0,
              tokensReasoning: 0,
              costNanoUsd: sql`${usage.reservedNanoUsd}`,
              estimated: true,
              closedAt: at,
            })
            .where(and(eq(usage.state, 'open'), lt(usage.openedAt, openedBefore)))
            .run().changes,
      ),

    rows: ({ userId, from, to }) =>
      read(() => {
        const wanted: SQL[] = [];
        if (userId !== undefined) wanted.push(eq(usage.userId, userId));
        if (from !== undefined) wanted.push(gte(usage.openedAt, from));
        if (to !== undefined) wanted.push(lt(usage.openedAt, to));
        return orm
          .select()
          .from(usage)
          .where(and(...wanted))
          .orderBy(asc(usage.openedAt), asc(usage.id))
          .all()
          .map(rowOf);
      }),
  };
}

function rowOf(row: Row): UsageRow {
  const { id, userId, personalityId, provider, model, type, payer, state, reservedNanoUsd, openedAt, closedAt } = row;
  const known = { id, userId, personalityId, provider, model, type, payer, state, reservedNanoUsd, openedAt, closedAt };
  return { ...known, spent: state === 'open' ? null : spentIn(row) };
}

const spentIn = (row: Row): Spent => ({
  tokensIn: row.tokensIn ?? 0,
  tokensOut: row.tokensOut ?? 0,
  tokensCached: row.tokensCached ?? 0,
  tokensReasoning: row.tokensReasoning ?? 0,
  costNanoUsd: row.costNanoUsd ?? 0,
  costText: row.costText,
  estimated: row.estimated ?? false,
});
