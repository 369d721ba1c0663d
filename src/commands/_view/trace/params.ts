import { widthOf } from '../fit.js';
import type { Paint } from '../paint.js';
import { table } from '../table.js';
import type { TraceDocument } from './document.js';
import { pageWidth, within } from './line.js';

type Param = TraceDocument['params'][number];

const most = { name: 24, value: 28 } as const;
const least = 20;
/** The mark before a row, and the gaps between its columns. */
const between = 1 + 3 * 2;

/** The parameters and who set them; under them what became of those that were not sent as they were set. */
export function paramLines(params: readonly Param[], paint: Paint): string[] {
  const [names, values] = [params.map(nameOf), params.map(valueOf)];
  const left = Math.max(least, pageWidth - between - widest(['name', ...names]) - widest(['value', ...values]));
  const rows = params.map(param => [
    param.dropped ? '–' : '✓',
    nameOf(param),
    valueOf(param),
    within(param.from, left),
  ]);
  const notes = params.flatMap(({ name, note }) =>
    note === undefined ? [] : [paint('dim', within(`${name}: ${note}`, pageWidth))],
  );
  return [...table(['', 'name', 'value', 'from'], rows, paint).split('\n'), ...notes];
}

const nameOf = ({ name }: Param) => within(name, most.name);
const valueOf = ({ value }: Param) => within(JSON.stringify(value) ?? '', most.value);
const widest = (cells: readonly string[]) => Math.max(...cells.map(widthOf));
