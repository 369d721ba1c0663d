import { holds, type Cap, type Standing } from '../../src/domain/usage/budget.js';
import { withRest } from '../../src/domain/usage/money.js';
import { dearestFirst, paid, restOf, type Grouping, type Sum, type UsageRow } from '../../src/domain/usage/usage.js';
import type { Ledger, LedgerFilter } from '../../src/ports/ledger.js';
import { demand, emptyState, type State } from './state.js';

export function fakeLedger(state: State = emptyState()): Ledger {
  const { ledger } = state;

  const change = (id: string, states: readonly UsageRow['state'][], changed: Partial<UsageRow>) => {
    const row = ledger.get(id);
    if (row !== undefined && states.includes(row.state)) ledger.set(id, { ...row, ...changed });
  };
  const rows = (filter: LedgerFilter) =>
    [...ledger.values()].filter(row => isWanted(row, filter)).toSorted((a, b) => a.openedAt - b.openedAt);
  const standing = (cap: Cap): Standing => {
    const counted = rows(cap).filter(row => countsFor(row, cap));
    return {
      ...cap,
      settledNanoUsd: added(counted, ({ spent }) => (spent === null ? 0 : paid(spent))),
      reservedNanoUsd: added(counted, ({ spent, reservedNanoUsd }) => (spent === null ? reservedNanoUsd : 0)),
    };
  };

  return {
    async reserve(reservation, caps) {
      demand(state, reservation);
      if (ledger.has(reservation.id)) throw new Error(`The row ${reservation.id} is open already.`);
      const full = caps.map(standing).find(each => !holds(each, reservation.reservedNanoUsd));
      if (full !== undefined) return full;
      ledger.set(reservation.id, { ...reservation, state: 'open', spent: null, generationId: null, closedAt: null });
      return undefined;
    },
    async identify(id, generationId) {
      change(id, ['open', 'cut'], { generationId });
    },
    async cut(id, generationId) {
      change(id, ['open'], { state: 'cut', generationId });
    },
    async close(id, closedAs, spent, at) {
      change(id, ['open', 'cut'], { state: closedAs, spent, closedAt: at });
    },
    async unsettled() {
      return rows({}).filter(row => row.state === 'cut' || row.state === 'open');
    },
    async standings(caps) {
      return caps.map(standing);
    },
    async rows(filter) {
      return rows(filter);
    },
    async latest(filter, limit) {
      return rows(filter).toReversed().slice(0, limit);
    },
    async total(filter) {
      return sumOf(rows(filter));
    },
    async sums(filter, by) {
      const groups = Map.groupBy(rows(filter), row => keyOf(row, by));
      return {
        total: sumOf(rows(filter)),
        groups: [...groups].map(([key, group]) => ({ key, ...sumOf(group) })).toSorted(dearestFirst),
      };
    },
    async series(filter, edges) {
      return edges.slice(1).map((to, index) =>
        added(
          rows({ ...filter, from: edges[index], to }).filter(({ payer }) => payer !== 'none'),
          ({ spent }) => (spent === null ? 0 : paid(spent)),
        ),
      );
    },
    async mark() {
      return JSON.stringify(Object.values(state).map(each => (each instanceof Map ? [...each] : each)));
    },
  };
}

const isWanted = ({ userId, openedAt }: UsageRow, wanted: LedgerFilter): boolean =>
  (wanted.userId === undefined || userId === wanted.userId) &&
  openedAt >= (wanted.from ?? -Infinity) &&
  openedAt < (wanted.to ?? Infinity);

function countsFor({ payer, userId, personalityId, guildId }: UsageRow, { scope, subject }: Cap): boolean {
  if (scope === 'user') return payer !== 'none' && userId === subject;
  if (payer !== 'system') return false;
  return scope === 'system' || subject === (scope === 'guild' ? guildId : personalityId);
}

const added = <T>(rows: readonly T[], number: (row: T) => number): number =>
  rows.reduce((all, row) => all + number(row), 0);

function sumOf(rows: readonly UsageRow[]): Sum {
  const closed = rows.flatMap(({ spent }) => spent ?? []);
  return {
    requests: rows.length,
    tokensIn: added(closed, ({ tokensIn }) => tokensIn),
    tokensOut: added(closed, ({ tokensOut }) => tokensOut),
    tokensCached: added(closed, ({ tokensCached }) => tokensCached),
    tokensReasoning: added(closed, ({ tokensReasoning }) => tokensReasoning),
    costNanoUsd: withRest(added(closed, paid), added(closed, restOf)),
    estimated: closed.some(({ estimated }) => estimated),
  };
}

const keyOf = (row: UsageRow, by: Grouping): string =>
  ({
    user: row.userId,
    personality: row.personalityId ?? '',
    model: row.model,
    provider: row.provider,
    type: row.type,
  })[by];
