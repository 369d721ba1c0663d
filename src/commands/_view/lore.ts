import type { Choice } from '../../domain/lore/choose.js';
import type { LoreEntry } from '../../domain/personality/lore.js';
import { harmless } from '../../domain/text/harmless.js';
import { oneLine } from './fit.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

const longest = { title: 30, keys: 40, why: 80 } as const;

const cell = (text: string, most: number) => oneLine(harmless(text), most);

/** Lore in a table, in its order. */
export const loreTable = (entries: readonly LoreEntry[], paint: Paint): string =>
  entries.length === 0
    ? 'There is no lore.'
    : table(
        ['id', 'title', 'comes up', 'order'],
        entries.map(entry => [
          entry.id,
          cell(entry.title, longest.title),
          cell(occasionOf(entry), longest.keys),
          String(entry.order),
        ]),
        paint,
      );

function occasionOf({ enabled, constant, keys }: Pick<LoreEntry, 'enabled' | 'constant' | 'keys'>): string {
  if (!enabled) return 'never: it is switched off';
  return constant ? 'always' : keys.join(', ');
}

/** A piece of lore on a page: its text, then all that is set. */
export function lorePage(entry: Omit<LoreEntry, 'personalityId'>, paint: Paint): string {
  const facts: readonly (readonly [string, string])[] = [
    ['id', entry.id],
    ['comes up', occasionOf(entry)],
    ['order', String(entry.order)],
    ...Object.entries(entry.rules).map(
      ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ),
  ];
  return [
    paint('bold', harmless(entry.title)),
    ...facts.map(([name, value]) => `${paint('dim', name.padEnd(20))} ${harmless(value)}`),
    '',
    harmless(entry.content),
  ].join('\n');
}

/** What would come up, and what would not, each with its reason. */
export function loreVerdicts({ active, inactive }: Choice, paint: Paint): string {
  if (active.length + inactive.length === 0) return 'There is no lore.';
  const rows = [
    ...active.map(
      ({ title, place, why, remarks }) =>
        ['✓', title, place === 'system' ? 'always in front' : 'with the message', why, remarks] as const,
    ),
    ...inactive.map(({ title, why, remarks }) => ['·', title, '', why, remarks] as const),
  ];
  return table(
    ['', 'title', 'where', 'why'],
    rows.map(([mark, title, where, why, remarks]) => [
      mark,
      cell(title, longest.title),
      where,
      cell([why, ...remarks].join(' '), longest.why * (1 + remarks.length)),
    ]),
    paint,
  );
}
