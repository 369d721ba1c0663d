import type { Micros } from '../../time.js';
import type { Call } from './call.js';
import type { Chart } from './chart.js';
import type { UsageReport } from './report.js';
import type { Spending } from './spending.js';

/** Everything a person who watches wants to see of one moment. */
export type Overview = {
  readonly at: Micros;
  readonly report: UsageReport;
  readonly spendings: readonly Spending[];
  readonly chart: Chart;
  /** The newest first. */
  readonly calls: readonly Call[];
};
