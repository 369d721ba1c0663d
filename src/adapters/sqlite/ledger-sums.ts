import { and, count, eq, gte, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { Micros } from '../../domain/time.js';
import { withRest } from '../../domain/usage/money.js';
import { dearestFirst, type Grouping, type Sum, type Sums } from '../../domain/usage/usage.js';
import type { LedgerFilter } from '../../ports/ledger.js';
import type { Database } from './database.js';
import { usage } from './schema.js';

/** The rows that a filter means. */
export function wanted({ userId, from, to }: LedgerFilter): SQL | undefined {
  const conditions: SQL[] = [];
  if (userId !== undefined) conditions.push(eq(usage.userId, userId));
  if (from !== undefined && from !== null) conditions.push(gte(usage.openedAt, from));
  if (to !== undefined) conditions.push(lt(usage.openedAt, to));
  return and(...conditions);
}

const added = (...columns: readonly unknown[]) =>
  sql<number>`${sql.join(
    columns.map(column => sql`coalesce(sum(${column}), 0)`),
    sql` + `,
  )}`;

/** Whole nano-dollars and what is left over are added up apart, so that nothing is rounded before the end. */
const fields = {
  requests: count(),
  tokensIn: added(usage.tokensIn),
  tokensOut: added(usage.tokensOut),
  tokensCached: added(usage.tokensCached),
  tokensReasoning: added(usage.tokensReasoning),
  nanos: added(usage.costNanoUsd, usage.upstreamNanoUsd),
  restAtto: added(usage.costRestAtto),
  estimates: added(usage.estimated),
};

type Added = { readonly [Name in keyof typeof fields]: number };

const sumIn = ({ nanos, restAtto, estimates, ...rest }: Added): Sum => ({
  ...rest,
  costNanoUsd: withRest(nanos, restAtto),
  estimated: estimates > 0,
});

const nothing: Added = { requests: 0, tokensIn: 0, tokensOut: 0, tokensCached: 0, tokensReasoning: 0, nanos: 0, restAtto: 0, estimates: 0 }; // prettier-ignore

export const totalOf = ({ orm }: Pick<Database, 'orm'>, filter: LedgerFilter): Sum =>
  sumIn(orm.select(fields).from(usage).where(wanted(filter)).get() ?? nothing);

const keys: Readonly<Record<Grouping, SQL<string>>> = {
  user: sql`${usage.userId}`,
  personality: sql`coalesce(${usage.personalityId}, '')`,
  model: sql`${usage.model}`,
  provider: sql`${usage.provider}`,
  type: sql`${usage.type}`,
};

export function sumsOf({ orm }: Pick<Database, 'orm'>, filter: LedgerFilter, by: Grouping): Sums {
  const groups = orm
    .select({ key: keys[by], ...fields })
    .from(usage)
    .where(wanted(filter))
    .groupBy(keys[by])
    .all();
  return {
    total: sumIn(groups.reduce<Added>(plus, nothing)),
    groups: groups.map(({ key, ...row }) => ({ key, ...sumIn(row) })).toSorted(dearestFirst),
  };
}

/** Parts that were not rounded, so that the whole is what it would be without them. */
const plus = (a: Added, b: Added): Added => ({
  requests: a.requests + b.requests,
  tokensIn: a.tokensIn + b.tokensIn,
  tokensOut: a.tokensOut + b.tokensOut,
  tokensCached: a.tokensCached + b.tokensCached,
  tokensReasoning: a.tokensReasoning + b.tokensReasoning,
  nanos: a.nanos + b.nanos,
  restAtto: a.restAtto + b.restAtto,
  estimates: a.estimates + b.estimates,
});

/** The cost between any moments, from the requests themselves. */
export function seriesOf(
  { orm }: Pick<Database, 'orm'>,
  filter: Pick<LedgerFilter, 'userId'>,
  edges: readonly Micros[],
): number[] {
  const between = [gte(usage.openedAt, sql.placeholder('from')), lt(usage.openedAt, sql.placeholder('to'))];
  const total = orm
    .select({ nanos: fields.nanos })
    .from(usage)
    .where(and(wanted(filter), ne(usage.payer, 'none'), ...between))
    .prepare();
  return edges.slice(1).map((to, index) => total.get({ from: edges[index], to })?.nanos ?? 0);
}
