import type { Micros } from '../../time.js';
import { dearestFirst, type GroupSum, type Sum } from '../usage.js';

/** A group as people know it: by what they can type, and by name. */
export type Named = { readonly key: string; readonly name: string };

export type ReportRow = GroupSum & Named;

/** What was used in a period, in all and by group. From is included, to is not; everything begins nowhere. */
export type UsageReport = {
  readonly period: { readonly from: Micros | null; readonly to: Micros; readonly timezone: string };
  readonly totals: Sum;
  readonly rows: readonly ReportRow[];
};

/** Groups with their names, the dearest first. One that nobody knows by name is called what it is. */
export const rowsOf = (sums: readonly GroupSum[], names: ReadonlyMap<string, Named>): ReportRow[] =>
  sums.map(sum => Object.assign({}, sum, names.get(sum.key) ?? { key: sum.key, name: sum.key })).toSorted(dearestFirst);
