import { claim, giveUp, remark, type Reading, type Said } from './reading.js';
import { isUnset, numeralOf, wordsOf } from './values.js';

export type Bounds = { readonly min: number; readonly max: number; readonly isWhole?: boolean };

/** A number, or the nearest one that is possible. */
export function numberAt(reading: Reading, paths: readonly string[], bounds: Bounds): Said<number> {
  const found = claim(reading, paths);
  if (found === undefined || isUnset(found.value)) return found && null;
  const number = numberOf(found.value);
  if (number === undefined) return giveUp(reading, found.path, 'not_a_number', 'is not a number');
  const near = within(number, bounds);
  if (near === number) return near;
  const message = `“${found.path}” is ${number}; the nearest that is possible is ${near}, and that is used.`;
  remark(reading, found.path, 'warn', 'clamped', message);
  return near;
}

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;

/** Also one that is written as a text. */
function numberOf(value: unknown): number | undefined {
  const text = numeralOf(value) ?? (typeof value === 'string' ? value.trim() : '');
  return decimal.test(text) ? Number(text) : undefined;
}

const within = (number: number, { min, max, isWhole = false }: Bounds): number => {
  const near = Math.min(Math.max(number, min), max);
  return (isWhole ? Math.round(near) : near) || 0;
};

export function flagAt(reading: Reading, paths: readonly string[]): Said<boolean> {
  const found = claim(reading, paths);
  if (found === undefined || isUnset(found.value)) return found && null;
  const word = typeof found.value === 'boolean' ? String(found.value) : wordsOf(found.value)?.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  return giveUp(reading, found.path, 'not_a_flag', 'is neither true nor false');
}
