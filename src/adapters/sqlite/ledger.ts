import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { holds } from '../../domain/usage/budget.js';
import { restOf, type Spent, type UsageRow } from '../../domain/usage/usage.js';
import type { Ledger } from '../../ports/ledger.js';
import type { Database } from './database.js';
import { seriesOf, sumsOf, totalOf, wanted } from './ledger-sums.js';
import { usage } from './schema.js';
import { spentBetween, standingIn } from './spending.js';

type Row = typeof usage.$inferSelect;

export function sqliteLedger(db: Database): Ledger {
  const { orm, sql, read, write } = db;
  const standing = standingIn(sql);
  const between = spentBetween(sql);
  const written = sql.prepare('SELECT total_changes()').pluck();
  const inState = (id: string, ...states: Row['state'][]) => and(eq(usage.id, id), inArray(usage.state, states));

  return {
    reserve: (reservation, caps) =>
      write(() => {
        const full = caps.map(standing).find(each => !holds(each, reservation.reservedNanoUsd));
        if (full !== undefined) return full;
        orm
          .insert(usage)
          .values({ ...reservation, state: 'open' })
          .run();
        return undefined;
      }),

    identify: (id, generationId) =>
      write(
        () =>
          void orm
            .update(usage)
            .set({ generationId })
            .where(inState(id, 'open', 'cut'))
            .run(),
      ),

    cut: (id, generationId) =>
      write(() => void orm.update(usage).set({ state: 'cut', generationId }).where(inState(id, 'open')).run()),

    close: (id, state, spent, at) =>
      write(
        () =>
          void orm
            .update(usage)
            .set({ ...spent, costRestAtto: restOf(spent), state, closedAt: at })
            .where(inState(id, 'open', 'cut'))
            .run(),
      ),

    unsettled: () =>
      read(() =>
        orm
          .select()
          .from(usage)
          .where(inArray(usage.state, ['open', 'cut']))
          .orderBy(asc(usage.openedAt), asc(usage.id))
          .all()
          .map(rowOf),
      ),

    standings: caps => read(() => caps.map(standing)),

    rows: filter =>
      read(() =>
        orm.select().from(usage).where(wanted(filter)).orderBy(asc(usage.openedAt), asc(usage.id)).all().map(rowOf),
      ),

    latest: (filter, limit) =>
      read(() =>
        orm
          .select()
          .from(usage)
          .where(wanted(filter))
          .orderBy(desc(usage.openedAt), desc(usage.id))
          .limit(limit)
          .all()
          .map(rowOf),
      ),

    total: filter => read(() => totalOf(db, filter)),
    sums: (filter, by) => read(() => sumsOf(db, filter, by)),
    series: ({ userId }, edges) => read(() => between(userId, edges) ?? seriesOf(db, { userId }, edges)),
    mark: () => read(() => `${String(sql.pragma('data_version', { simple: true }))}/${String(written.get())}`),
  };
}

function rowOf(row: Row): UsageRow {
  const { id, userId, personalityId, guildId, provider, model, type, payer, reservedNanoUsd, openedAt } = row;
  const reserved = { id, userId, personalityId, guildId, provider, model, type, payer, reservedNanoUsd, openedAt };
  const { state, generationId, closedAt, holder } = row;
  return { ...reserved, holder, state, generationId, closedAt, spent: closedAt === null ? null : spentIn(row) };
}

const spentIn = (row: Row): Spent => ({
  tokensIn: row.tokensIn ?? 0,
  tokensOut: row.tokensOut ?? 0,
  tokensCached: row.tokensCached ?? 0,
  tokensReasoning: row.tokensReasoning ?? 0,
  costNanoUsd: row.costNanoUsd ?? 0,
  costText: row.costText,
  upstreamNanoUsd: row.upstreamNanoUsd,
  estimated: row.estimated ?? false,
});
