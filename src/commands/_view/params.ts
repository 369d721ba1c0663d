import { harmless } from '../../domain/text/harmless.js';
import type { Chosen, Sendable } from '../../domain/turn/params.js';
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

const widestValue = 40;

/** One below the other. What is not sent is struck by a dash. */
export const paramTable = (params: readonly ShownParam[], paint: Paint): string =>
  table(
    ['', 'parameter', 'value', 'from', ''],
    params.map(({ name, value, from, note, isSent }) => [
      isSent ? '✓' : '–',
      name,
      oneLine(harmless(JSON.stringify(value)), widestValue),
      harmless(from),
      harmless(note ?? ''),
    ]),
    paint,
  );
