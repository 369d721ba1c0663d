import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { holds } from '../../domain/usage/budget.js';
import { restOf, type Spent, type UsageRow } from '../../domain/usage/usage.js';
import type { Ledger } from '../../ports/ledger.js';
import type { Database } from './database.js';
import { seriesOf, sumsOf, totalOf, wanted } from './ledger-sums.js';
import { perDatabase, places } from './per-database.js';
import { usage } from './schema.js';
import { spentBetween, standingIn } from './spending.js';

type Row = typeof usage.$inferSelect;

const reserving = perDatabase(({ orm }) =>
  orm
    .insert(usage)
    .values({
      ...places('id', 'userId', 'personalityId', 'guildId', 'provider', 'model', 'type', 'payer'),
      ...places('reservedNanoUsd', 'openedAt', 'holder'),
      state: 'open',
    })
    .prepare(),
);

const closing = perDatabase(({ sql }) =>
  sql.prepare(
    `UPDATE usage SET state = @state, tokens_in = @tokensIn, tokens_out = @tokensOut, tokens_cached = @tokensCached,
       tokens_reasoning = @tokensReasoning, cost_nano_usd = @costNanoUsd, cost_rest_atto = @rest, cost_text = @costText,
       upstream_nano_usd = @upstreamNanoUsd, estimated = @estimated, closed_at = @at
     WHERE id = @id AND state IN ('open', 'cut')`,
  ),
);

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
        reserving(db).run({ ...reservation });
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
          void closing(db).run({ ...spent, rest: restOf(spent), estimated: spent.estimated ? 1 : 0, id, state, at }),
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
