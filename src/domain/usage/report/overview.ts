import type { Micros } from '../../time.js';
import { periodAt } from '../period.js';
import type { Call } from './call.js';
import type { Chart } from './chart.js';
import type { UsageReport } from './report.js';
import type { Spending } from './spending.js';

/** Everything a person who watches wants to see of one moment. */
export type Overview = {
  readonly at: Micros;
  /** Of the ledger, as it was then. */
  readonly mark: string;
  readonly report: UsageReport;
  readonly spendings: readonly Spending[];
  readonly chart: Chart;
  /** The newest first. */
  readonly calls: readonly Call[];
};

/** Whether no day and no budget has begun anew since, so that what was spent is what it was. */
export function isStillOf({ at, report, spendings }: Overview, now: Micros): boolean {
  const today = periodAt(at, 'day', report.period.timezone);
  const ends = [today.to, ...spendings.map(({ budget }) => budget?.beginsAnewAt ?? today.to)];
  return at <= now && ends.every(end => now < end);
}

/** The same, a while later. */
export const until = (overview: Overview, at: Micros): Overview => ({
  ...overview,
  at,
  report: { ...overview.report, period: { ...overview.report.period, to: at } },
});
