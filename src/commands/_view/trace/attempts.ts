import { inDollars } from '../../../domain/usage/money.js';
import { paid } from '../../../domain/usage/usage.js';
import type { Paint } from '../paint.js';
import { table } from '../table.js';
import type { TraceDocument } from './document.js';
import { within } from './line.js';

type Attempt = TraceDocument['attempts'][number];

const widths = { model: 26, by: 14, outcome: 14 } as const;

/** What was asked of models, one request a row. */
export function attemptLines(attempts: readonly Attempt[], paint: Paint): string[] {
  if (attempts.length === 0) return [];
  return table(['model', 'run by', 'outcome', 'took', 'waited', 'cost'], attempts.map(rowOf), paint).split('\n');
}

const rowOf = ({ model, provider, upstream, outcome, ms, pausedMs, spent }: Attempt): string[] => [
  within(model, widths.model),
  within(upstream ?? provider, widths.by),
  within(outcome, widths.outcome),
  inSeconds(ms),
  inSeconds(pausedMs),
  spent == null ? '' : inDollars(paid(spent)),
];

const inSeconds = (ms: number | undefined) => (ms === undefined ? '' : `${(ms / 1000).toFixed(1)} s`);
