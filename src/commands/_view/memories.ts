import type { Memory } from '../../domain/memory/memory.js';
import type { Part, Recalled } from '../../domain/memory/recall.js';
import { harmless } from '../../domain/text/harmless.js';
import { ago, type Micros } from '../../domain/time.js';
import { bar } from './bar.js';
import { oneLine } from './fit.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

const barWidth = 12;
const longestLine = 90;

/** What was found, best first, each with a bar for its score. */
export function foundMemories(
  found: readonly Recalled[],
  { explain, now }: { explain: boolean; now: Micros },
  paint: Paint,
): string {
  if (found.length === 0) return 'Nothing comes to mind.';
  return found
    .map(({ memory, score, parts }) => {
      const line = `${paint('cyan', bar(score, barWidth))} ${score.toFixed(2)}  ${oneLine(harmless(memory.text), longestLine)}`;
      const where = paint('dim', `${' '.repeat(barWidth + 7)}${memory.id}, ${when(memory, now)}`);
      return [
        line,
        where,
        ...(explain ? Object.entries(parts).map(([name, part]) => explained(name, part, paint)) : []),
      ].join('\n');
    })
    .join('\n');
}

const explained = (name: string, { value, weight, product }: Part, paint: Paint) =>
  paint(
    'dim',
    `${' '.repeat(barWidth + 7)}${name.padEnd(10)} ${value.toFixed(3)} × ${weight.toFixed(2)} = ${product.toFixed(3)}`,
  );

const when = ({ saidAt, undated }: Memory, now: Micros) => (undated === true ? 'undated' : ago(saidAt, now));

const roles = { person: 'you said', personality: 'they said', note: 'note' } as const;

/** Memories in a table, newest first. */
export const memoryTable = (memories: readonly Memory[], now: Micros, paint: Paint): string =>
  memories.length === 0
    ? 'Nothing is remembered yet.'
    : table(
        ['id', 'when', 'what', 'text'],
        memories.map(memory => [
          memory.id,
          when(memory, now),
          roles[memory.role],
          oneLine(harmless(memory.text), longestLine),
        ]),
        paint,
      );
