import { textOf, isMembers } from './value.js';
import type { Condition } from './mapping.js';
import { valueAt } from './path.js';

export const pathIn = (condition: Condition): string => (typeof condition === 'string' ? condition : condition.at);

/** Whether it is so. Where nothing stands, or null or an empty text, nothing is so but what asks for just that. */
export function holds(value: unknown, condition: Condition): boolean {
  const found = valueAt(value, pathIn(condition));
  if (typeof condition === 'string') return found !== undefined && found !== null && found !== '';
  const { type, is, contains } = condition;
  if (found === undefined) return false;
  if (type !== undefined && typeOf(found) !== type) return false;
  if (is !== undefined && ![is].flat().some(wanted => isSame(found, wanted))) return false;
  return contains === undefined || (typeof found === 'string' && found.includes(contains));
}

export function isSame(found: unknown, wanted: string | number | boolean | null): boolean {
  if (typeof wanted === 'number') return textOf(found) === String(wanted) && typeof found !== 'string';
  return found === wanted;
}

function typeOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'list';
  if (isMembers(value)) return 'object';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  return textOf(value) === undefined ? undefined : 'number';
}
