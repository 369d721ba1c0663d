import { spelled } from '../../../json/exact.js';

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

/** A member that stands in the file, whatever it is called. */
export const memberOf = (value: unknown, name: string): unknown =>
  isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** An object like those that are read: without a prototype. */
export function membersFrom(entries: Iterable<readonly [string, unknown]>): Members {
  const members: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) members[name] = value;
  return members;
}

/** A text as it is, or a number as it was spelled. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || JSON.isRawJSON(value) ? spelled(value) : undefined;
}

/** The same, when there is something to read in it. */
export function wordsOf(value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  return text === '' ? undefined : text;
}

/** Several of something, where a single one may stand for itself. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** Whether nothing stands there, in any of the ways in which nothing is written. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The pointer to a member of what is at a pointer. */
export const pointer = (at: string, step: string | number): string =>
  `${at}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
