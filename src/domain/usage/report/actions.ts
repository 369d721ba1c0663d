import type { LedgerFilter } from '../../../ports/ledger.js';
import { TzurotError } from '../../errors.js';
import { handleOf, isOwner, type User } from '../../user/user.js';
import { listBudgets, type BudgetPorts, type BudgetState } from '../budgets/actions.js';
import { system } from '../budgets/caps.js';
import { periodAt, soFar, type Period } from '../period.js';
import type { Grouping, UsageRow } from '../usage.js';
import { zoneFor } from '../zone.js';
import { callOf, type Call } from './call.js';
import { edgesOf, type Chart } from './chart.js';
import { isStillOf, until, type Overview } from './overview.js';
import { rowsOf, type Named, type UsageReport } from './report.js';
import { spendingsOf, type Spending } from './spending.js';

export type ReportPorts = BudgetPorts & {
  /** The owner's Discord id, when there is one. */
  readonly ownerId: string | null;
};

/** Who looks, at whose figures, and how. */
export type Asked = {
  readonly viewer: User;
  readonly subject: User | 'everyone';
  readonly period: Period;
  readonly by: Grouping;
};

const mostCalls = 50;

/** What was used in a calendar period so far, in the time zone of the one who looks. */
export async function report(ports: ReportPorts, asked: Asked): Promise<UsageReport> {
  assertMayLook(ports, asked);
  const timezone = zoneFor(ports.operatorSettings, asked.viewer);
  const period = soFar(ports.clock.now(), asked.period, timezone);
  const filter = { ...whose(asked), ...period };
  const { total, groups } = await ports.ledger.sums(filter, asked.by);
  const names = await namesOf(ports, asked.by);
  return { period: { ...period, timezone }, totals: total, rows: rowsOf(groups, names) };
}

/**
 * The report, with what a person who watches wants beside it. Where nothing was written since they looked before, and no
 * day or budget began anew, it is what they saw then, to this moment.
 */
export async function overview(ports: ReportPorts, asked: Asked, before?: Overview): Promise<Overview> {
  assertMayLook(ports, asked);
  const at = ports.clock.now();
  const mark = await ports.ledger.mark();
  if (before?.mark === mark && isStillOf(before, at)) return until(before, at);
  return {
    at,
    mark,
    report: await report(ports, asked),
    spendings: await spendings(ports, asked),
    chart: await chart(ports, asked),
    calls: await calls(ports, asked),
  };
}

/** Refuses the figures of other people to anybody but the owner. */
function assertMayLook({ ownerId }: ReportPorts, { viewer, subject }: Asked): void {
  if (subject !== 'everyone' && subject.id === viewer.id) return;
  if (isOwner(viewer, ownerId)) return;
  throw new TzurotError('denied', 'Only the owner of this home may look at what other people use.', { try: 'usage' });
}

const whose = ({ subject }: Asked): Pick<LedgerFilter, 'userId'> =>
  subject === 'everyone' ? {} : { userId: subject.id };

/** What people call those who are grouped by id. */
async function namesOf(ports: ReportPorts, by: Grouping): Promise<ReadonlyMap<string, Named>> {
  if (by === 'personality') {
    const all = await ports.personalities.all();
    return new Map(all.map(({ id, slug, name }) => [id, { key: slug, name }]));
  }
  if (by !== 'user') return new Map();
  const all = await ports.users.all();
  return new Map(all.map(user => [user.id, { key: handleOf(user), name: handleOf(user) }]));
}

async function spendings(ports: ReportPorts, asked: Asked): Promise<Spending[]> {
  const spent = await Promise.all((['day', 'month'] as const).map(period => spentIn(ports, asked, period)));
  return spendingsOf(spent, await budgets(ports, asked));
}

/** That is added up already, as it is for budgets. */
async function spentIn(ports: ReportPorts, { viewer, subject }: Asked, period: 'day' | 'month') {
  const bounds = periodAt(ports.clock.now(), period, zoneFor(ports.operatorSettings, viewer));
  if (subject === 'everyone') {
    const [spentNanoUsd = 0] = await ports.ledger.series({}, [bounds.from, bounds.to]);
    return { scope: 'everyone', period, spentNanoUsd } as const;
  }
  const cap = { scope: 'user', subject: subject.id, period, limitNanoUsd: 0, ...bounds } as const;
  const [standing] = await ports.ledger.standings([cap]);
  return { scope: 'user', period, spentNanoUsd: standing?.settledNanoUsd ?? 0 } as const;
}

/** The budgets of the one it is about. The owner sees those of the operator's key too, once anything counts for them. */
async function budgets(ports: ReportPorts, { viewer, subject }: Asked): Promise<BudgetState[]> {
  const actor = { userId: viewer.id, isOwner: isOwner(viewer, ports.ownerId) };
  const own = subject === 'everyone' ? [] : await listBudgets(ports, actor, { scope: 'user', subject: subject.id });
  if (!actor.isOwner) return own;
  const operators = await listBudgets(ports, actor, system);
  const isOfInterest = ({ isDefault, settledNanoUsd, reservedNanoUsd }: BudgetState) =>
    subject === 'everyone' || !isDefault || settledNanoUsd + reservedNanoUsd > 0;
  return [...own, ...operators.filter(isOfInterest)];
}

async function chart(ports: ReportPorts, asked: Asked): Promise<Chart> {
  const timezone = zoneFor(ports.operatorSettings, asked.viewer);
  const { each, edges } = edgesOf(asked.period, ports.clock.now(), timezone);
  return { each, edges, costs: await ports.ledger.series(whose(asked), edges) };
}

async function calls(ports: ReportPorts, asked: Asked): Promise<Call[]> {
  const rows = await ports.ledger.latest(whose(asked), mostCalls);
  const people = await namesOf(ports, 'user');
  const personalities = await namesOf(ports, 'personality');
  const nameIn = (names: ReadonlyMap<string, Named>, id: string) => names.get(id)?.name ?? id;
  return rows.map((row: UsageRow) =>
    callOf(row, {
      user: nameIn(people, row.userId),
      personality: row.personalityId === null ? '' : nameIn(personalities, row.personalityId),
    }),
  );
}
