import type { Call } from '../../../src/domain/usage/report/call.js';
import type { Overview } from '../../../src/domain/usage/report/overview.js';
import type { ReportRow } from '../../../src/domain/usage/report/report.js';
import type { Spending } from '../../../src/domain/usage/report/spending.js';
import { microsPerDay, microsPerHour } from '../../../src/domain/time.js';
import { noon } from '../../support/builders.js';

export const aRow = (fields: Partial<ReportRow> = {}): ReportRow => ({
  key: 'lilith',
  name: 'Lilith',
  requests: 3,
  tokensIn: 1200,
  tokensOut: 300,
  tokensCached: 0,
  tokensReasoning: 0,
  costNanoUsd: 4_200_000,
  estimated: false,
  ...fields,
});

export const aCall = (fields: Partial<Call> = {}): Call => ({
  id: 'call',
  at: noon - microsPerHour,
  user: '111111111111111111',
  personality: 'Lilith',
  model: 'some/model',
  state: 'settled',
  tokensIn: 1200,
  tokensOut: 300,
  costNanoUsd: 4_200_000,
  estimated: false,
  ...fields,
});

export const aSpending = (fields: Partial<Spending> = {}): Spending => ({
  scope: 'user',
  period: 'day',
  spentNanoUsd: 420_000_000,
  budget: null,
  ...fields,
});

export const aBudget = (fields: Partial<NonNullable<Spending['budget']>> = {}) => ({
  limitNanoUsd: 1_000_000_000,
  reservedNanoUsd: 0,
  beginsAnewAt: noon + microsPerDay / 2,
  ...fields,
});

const days = 30;
const firstDay = noon - 19.5 * microsPerDay;

/** The twentieth of November 2026 at noon, in the middle of a month. */
export function anOverview({
  rows = [aRow()],
  ...fields
}: Partial<Overview> & { rows?: readonly ReportRow[] } = {}): Overview {
  const totals = aRow({ requests: 40, tokensCached: 500, tokensReasoning: 20 });
  return {
    mark: '1',
    at: noon,
    report: { period: { from: firstDay, to: noon, timezone: 'UTC' }, totals, rows },
    spendings: [aSpending(), aSpending({ period: 'month', spentNanoUsd: 3_000_000_000 })],
    chart: {
      each: 'day',
      edges: Array.from({ length: days + 1 }, (_, day) => firstDay + day * microsPerDay),
      costs: Array.from({ length: days }, (_value, day) => (day < 20 ? day * 1_000_000 : 0)),
    },
    calls: [aCall()],
    ...fields,
  };
}
