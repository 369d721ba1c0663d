import type { Chosen, Sendable } from '../../domain/params/sendable.js';
import { harmless } from '../../domain/text/harmless.js';
import { oneLine } from './fit.js';
import type { Paint } from './paint.js';
import { table } from './table.js';

export type ShownParam = Required<Omit<Chosen, 'note'>> & { readonly note: string | null; readonly isSent: boolean };

/** Every parameter that somebody set, and how long an answer may get. */
export const shownParams = ({ maxTokens, params, unsent }: Sendable): ShownParam[] => [
  shown({ name: 'max_tokens', ...maxTokens }, true),
  ...params.map(param => shown(param, true)),
  ...unsent.map(param => shown(param, false)),
];

const shown = ({ note = null, ...param }: Omit<Chosen, 'note'> & { note?: string | null }, isSent: boolean) => ({
  ...param,
  note,
  isSent,
});

const widestValue = 28;

/** One below the other, and under them what became of some. What is not sent is struck by a dash. */
export function paramTable(params: readonly ShownParam[], paint: Paint): string {
  const rows = params.map(({ name, value, from, isSent }) => [
    isSent ? '✓' : '–',
    name,
    oneLine(harmless(JSON.stringify(value)), widestValue),
    harmless(from),
  ]);
  const notes = params.flatMap(({ name, note }) => (note === null ? [] : [paint('dim', `${name}: ${harmless(note)}`)]));
  return [table(['', 'parameter', 'value', 'from'], rows, paint), ...notes].join('\n');
}
