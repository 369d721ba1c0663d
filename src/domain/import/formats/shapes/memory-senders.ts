import type { Remark } from '../../issue.js';
import { fieldOf, type Fields } from './values.js';

/** Who was there, the primary one first. What is no id of anybody is left out. */
export function sendersOf(row: Fields, metadata: Fields, at: string, remarks: Remark[]): string[] {
  const outer = listOf(fieldOf(row, 'senders'));
  const all = outer.length > 0 ? outer : listOf(fieldOf(metadata, 'senders'));
  const senders = all.filter(each => typeof each === 'string').filter(each => each.trim() !== '');
  if (senders.length < all.length)
    remarks.push({
      severity: 'warn',
      code: 'odd_sender',
      at,
      message: `${all.length - senders.length} of ${all.length} senders are not ids of anybody. The archive has them.`,
    });
  return [...new Set(senders)];
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null || value === '' ? [] : [value];
}
