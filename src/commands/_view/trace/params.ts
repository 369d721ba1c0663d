import type { Paint } from '../paint.js';
import { table } from '../table.js';
import type { TraceDocument } from './document.js';
import { pageWidth, within } from './line.js';

type Param = TraceDocument['params'][number];

/** The parameters and who set them; under them what became of those that were not sent as they were set. */
export function paramLines(params: readonly Param[], paint: Paint): string[] {
  const rows = params.map(({ name, value, from, dropped }) => [
    within(name, 24),
    within(JSON.stringify(value) ?? '', 28),
    within(dropped ? `${from}, not sent` : from, 24),
  ]);
  const notes = params.flatMap(({ name, note }) =>
    note === undefined ? [] : [paint('dim', within(`${name}: ${note}`, pageWidth))],
  );
  return [...table(['name', 'value', 'from'], rows, paint).split('\n'), ...notes];
}
