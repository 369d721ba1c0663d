import { Text } from 'ink';
import type { UsageReport } from '../../../domain/usage/report/report.js';
import type { Period } from '../../../domain/usage/period.js';
import { periodWords } from '../periods.js';
import { Line } from './line.js';
import { inShort } from './moments.js';
import type { Tint } from './tint.js';

type Props = {
  /** Whose figures these are, in words. */
  readonly whose: string;
  readonly period: Period;
  readonly span: UsageReport['period'];
  readonly isPaused: boolean;
  readonly tint: Tint;
};

const words = { ...periodWords, all: 'everything so far' } as const;

/** Whose figures these are, of which days, and whose days those are. */
export const Header = ({ whose, period, span, isPaused, tint }: Props) => (
  <Line>
    <Text {...tint('strong')}>{whose}</Text>
    {isPaused && <Text {...tint('warning')}> (paused)</Text>} · {words[period]} · {datesOf(span)} ·{' '}
    <Text {...tint('faint')}>{span.timezone}</Text>
  </Line>
);

function datesOf({ from, to, timezone }: UsageReport['period']): string {
  const last = inShort(to, 'full', timezone);
  if (from === null) return `until ${last}`;
  const [first, day] = [inShort(from, 'full', timezone), inShort(from, 'date', timezone)];
  return first === last ? last : `${first.endsWith(last.slice(-4)) ? day : first} – ${last}`;
}
