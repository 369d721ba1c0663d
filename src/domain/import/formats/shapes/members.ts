import type { Cutting } from '../../found.js';
import { piecesOf } from './pieces.js';
import { isFields, pointer } from './values.js';

export type Member = { readonly key: string; readonly cutting: Cutting };

/** The members of an object, each with its own letters. Of two with the same key, the first. */
export function membersOf({ value, raw, at }: Cutting): Member[] {
  if (!isFields(value)) return [];
  const letters = new Map<string, string>();
  for (const { key, text } of piecesOf(raw)) if (key !== null && !letters.has(key)) letters.set(key, text);
  return Object.entries(value).map(([key, each]) => ({
    key,
    cutting: { value: each, raw: letters.get(key) ?? JSON.stringify(each), at: pointer(at, key) },
  }));
}

export const memberOf = (whole: Cutting, key: string): Cutting | undefined =>
  membersOf(whole).find(member => member.key === key)?.cutting;

/** The elements of an array, each with its own letters. */
export function elementsOf({ value, raw, at }: Cutting): Cutting[] {
  if (!Array.isArray(value)) return [];
  const pieces = piecesOf(raw);
  return value.map((each: unknown, index) => ({
    value: each,
    raw: (pieces.length === value.length ? pieces[index]?.text : undefined) ?? JSON.stringify(each),
    at: pointer(at, index),
  }));
}
