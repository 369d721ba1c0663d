import { harmless } from '../../domain/text/harmless.js';
import { isoOf } from '../../domain/time.js';
import { inDollars, microUsd } from '../../domain/usage/money.js';
import type { Period } from '../../domain/usage/period.js';
import type { ReportRow, UsageReport } from '../../domain/usage/report/report.js';
import type { Grouping, Sum } from '../../domain/usage/usage.js';
import { bar } from './bar.js';
import { oneLine, rightly, widthOf } from './fit.js';
import { shortCount } from './numbers.js';
import type { Paint } from './paint.js';
import { periodWords } from './periods.js';
import { table } from './table.js';

const barWidth = 20;
const longestName = 40;

/** The report as scripts read it. */
export const reportDocument = ({ period, totals, rows }: UsageReport) => ({
  period: { from: period.from === null ? null : isoOf(period.from), to: isoOf(period.to), timezone: period.timezone },
  totals: figuresOf(totals),
  rows: rows.map(row => ({ key: row.key, name: row.name, ...figuresOf(row), estimated: row.estimated })),
});

const figuresOf = ({ requests, tokensIn, tokensOut, tokensCached, tokensReasoning, costNanoUsd }: Sum) => ({
  requests,
  tokensIn,
  tokensOut,
  tokensCached,
  tokensReasoning,
  costMicroUsd: microUsd(costNanoUsd),
});

/** The report in words, or what to do so that there is one. */
export const usagePage = (
  report: UsageReport,
  { period, by }: { period: Period; by: Grouping },
  { paint, program }: { paint: Paint; program: string },
): string => (report.rows.length === 0 ? nothingUsed(period, program) : usageTable(report, by, paint));

/** What to say where there is nothing to show. */
export const nothingUsed = (period: Period, program: string): string =>
  `Nothing used yet${period === 'all' ? '' : ` ${periodWords[period]}`}. Talk to somebody: ${program} chat`;

/** The report on a page: a bar for each group, and the sum below. */
function usageTable({ rows, totals }: UsageReport, by: Grouping, paint: Paint): string {
  const shares = sharesOf(rows);
  const names = [...rows.map(row => oneLine(nameOf(row, by), longestName)), 'in all'];
  const bars = [...shares.map(share => bar(share, barWidth)), ''];
  const figures = [...rows, totals].map(figuresInWords);
  const columns = headings.map((heading, column) => atTheRight([heading, ...figures.map(row => row[column] ?? '')]));
  const lines = names.map((name, line) => [name, bars[line] ?? '', ...columns.map(column => column[line + 1] ?? '')]);
  return table([groupWord(by), '', ...columns.map(([heading = '']) => heading)], lines, paint);
}

const headings = ['requests', 'tokens in', 'cached', 'out', 'reasoning', 'cost'];

const figuresInWords = (sum: Sum) => [
  shortCount(sum.requests),
  ...[sum.tokensIn, sum.tokensCached, sum.tokensOut, sum.tokensReasoning].map(count =>
    count === 0 ? '·' : shortCount(count),
  ),
  costInWords(sum),
];

function atTheRight(cells: readonly string[]): string[] {
  const width = Math.max(...cells.map(widthOf));
  return cells.map(cell => rightly(cell, width));
}

/** A cost, with a sign where any of it is an estimate. Nothing is nothing. */
export const costInWords = ({ costNanoUsd, estimated }: Pick<Sum, 'costNanoUsd' | 'estimated'>): string =>
  `${estimated && costNanoUsd !== 0 ? '~' : ''}${inDollars(costNanoUsd)}`;

/** By what it is added up, in a word for people. */
export const groupWord = (by: Grouping): string => (by === 'user' ? 'person' : by);

/** What a group is called. What belongs to no personality says so. */
export const nameOf = ({ key, name }: Pick<ReportRow, 'key' | 'name'>, by: Grouping): string =>
  by === 'personality' && key === '' ? 'no personality' : harmless(name).replace(/\s+/g, ' ');

/** Each group beside the largest: by cost, or by requests where nothing cost anything. */
export function sharesOf(rows: readonly Pick<ReportRow, 'costNanoUsd' | 'requests'>[]): number[] {
  const isFree = rows.every(({ costNanoUsd }) => costNanoUsd <= 0);
  const sizes = rows.map(({ costNanoUsd, requests }) => (isFree ? requests : costNanoUsd));
  const most = Math.max(1, ...sizes);
  return sizes.map(size => size / most);
}
