import { microsPerDay, type Micros } from '../../time.js';
import type { NanoUsd } from '../money.js';
import { bucketsOf, periodAt, type Period } from '../period.js';

/** What was spent in each hour or day, from one edge to the next. What is still to come is in it, and empty. */
export type Chart = {
  readonly each: 'hour' | 'day';
  readonly edges: readonly Micros[];
  readonly costs: readonly NanoUsd[];
};

const daysOfEverything = 30;

/** The hours of a day, or the days of a week or month. Of everything, the last thirty days. */
export function edgesOf(period: Period, now: Micros, timezone: string): Omit<Chart, 'costs'> {
  const each = period === 'day' ? 'hour' : 'day';
  const { from, to } = spanOf(period, now, timezone);
  return { each, edges: bucketsOf(from, to, each, timezone) };
}

function spanOf(period: Period, now: Micros, timezone: string) {
  if (period !== 'all') return periodAt(now, period, timezone);
  const first = now - (daysOfEverything - 1) * microsPerDay;
  return { from: periodAt(first, 'day', timezone).from, to: periodAt(now, 'day', timezone).to };
}
