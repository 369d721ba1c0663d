import { Box, Text } from 'ink';
import type { Micros } from '../../../domain/time.js';
import type { Chart } from '../../../domain/usage/report/chart.js';
import { inDollars } from '../../../domain/usage/money.js';
import type { Period } from '../../../domain/usage/period.js';
import { Heading } from './line.js';
import { inShort } from './moments.js';
import { axis, sparkline } from './sparkline.js';
import type { Tint } from './tint.js';

type Props = {
  readonly chart: Chart;
  readonly period: Period;
  readonly now: Micros;
  readonly timezone: string;
  readonly height: number;
  readonly width: number;
  readonly tint: Tint;
};

const widestColumn = 6;

/** What was spent by hour or by day, as a skyline over its axis. */
export function History({ chart, period, now, timezone, height, width, tint }: Props) {
  const { each, edges, costs } = chart;
  const most = Math.max(1, Math.floor(width));
  const first = Math.max(0, costs.length - most); // Where there is no room for all, the latest are shown.
  const columns = costs.slice(first).map((cost, index) => ((edges[first + index] ?? 0) > now ? undefined : cost));
  const columnWidth = Math.max(1, Math.min(widestColumn, Math.floor(width / columns.length)));
  const labels = columns.map((_, index) => labelOf(edges[first + index] ?? 0, period, timezone, index));
  return (
    <Box flexDirection="column">
      <Heading text={headingOf(each, period, Math.max(0, ...costs))} tint={tint} />
      {sparkline(columns, { height, each: columnWidth }).map((line, index) => (
        <Text key={index} wrap="truncate" {...tint('accent')}>
          {line}
        </Text>
      ))}
      <Text wrap="truncate" {...tint('faint')}>
        {axis(labels, columnWidth)}
      </Text>
    </Box>
  );
}

const headingOf = (each: Chart['each'], period: Period, most: number) =>
  `Spent by ${each}${period === 'all' ? ', the last 30 days' : ''}${most > 0 ? `, ${inDollars(most)} at most` : ''}`;

const everyFew = 6;

function labelOf(edge: Micros, period: Period, timezone: string, index: number): string {
  if (period === 'week') return inShort(edge, 'weekday', timezone);
  if (period === 'month') return inShort(edge, 'day', timezone);
  if (period === 'day') return index % (everyFew / 2) === 0 ? `${inShort(edge, 'hour', timezone)}h` : '';
  return index % everyFew === 0 ? inShort(edge, 'date', timezone) : '';
}
