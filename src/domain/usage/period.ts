import { microsPerHour, type Micros } from '../time.js';
import type { BudgetPeriod } from './budget.js';
import { dayAt, intoHour, startOfDay, type Day } from './local-day.js';

export const periods = ['day', 'week', 'month', 'all'] as const;
/** What a report is about: a calendar period in somebody's time zone, or everything there is. */
export type Period = (typeof periods)[number];

/** From is included, to is not. */
export type Bounds = { readonly from: Micros; readonly to: Micros };

const mostRecent = 4000;
const recent = new Map<string, Bounds>();

/** The calendar period in which a moment is. At its end the next one begins, and with it every budget of the kind. */
export function periodAt(moment: Micros, period: BudgetPeriod, timezone: string): Bounds {
  const name = `${period} ${timezone}`;
  const last = recent.get(name);
  if (last !== undefined && last.from <= moment && moment < last.to) return last;
  if (recent.size >= mostRecent) recent.clear();
  const [first, next] = daysOf(dayAt(moment, timezone), period);
  const found = { from: startOfDay(first, timezone), to: startOfDay(next, timezone) };
  recent.set(name, found);
  return found;
}

/** The same as far as it has gone. Everything begins nowhere: then from is null. */
export const soFar = (
  now: Micros,
  period: Period,
  timezone: string,
): { readonly from: Micros | null; readonly to: Micros } => ({
  from: period === 'all' ? null : periodAt(now, period, timezone).from,
  to: now,
});

/** The first day of a period, and the first of the next one. */
function daysOf(day: Day, period: BudgetPeriod): readonly [Day, Day] {
  if (period === 'day') return [day, day + 1];
  if (period === 'week') {
    const monday = day - ((((day + 3) % 7) + 7) % 7); // The first of January 1970 was a Thursday.
    return [monday, monday + 7];
  }
  const date = new Date(day * msPerDay);
  const firstOf = (month: number) => Date.UTC(date.getUTCFullYear(), month, 1) / msPerDay;
  return [firstOf(date.getUTCMonth()), firstOf(date.getUTCMonth() + 1)];
}

const msPerDay = 86_400_000;

/**
 * Where each local hour or day between two moments begins, the first of them at `from`, and where the last one ends.
 * None is longer than it says; where clocks are set, some are shorter.
 */
export function bucketsOf(from: Micros, to: Micros, each: 'hour' | 'day', timezone: string): Micros[] {
  const edges: Micros[] = [];
  const after = each === 'hour' ? nextHour : nextDay;
  for (let edge = from; edge < to; edge = after(edge, timezone)) edges.push(edge);
  return [...edges, to];
}

const nextHour = (moment: Micros, timezone: string): Micros => moment + microsPerHour - intoHour(moment, timezone);

const nextDay = (moment: Micros, timezone: string): Micros => periodAt(moment, 'day', timezone).to;
