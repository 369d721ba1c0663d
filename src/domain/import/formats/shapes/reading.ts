import type { Remark } from '../../issue.js';
import type { Fates } from '../../found.js';
import { fieldOf, isFields, isUnset, pointer, type Fields } from './values.js';

/**
 * An object while its fields are read. A path is a key, or a key and one within it: `shape_settings.status`. Where a
 * field has several spellings, all of them are its paths.
 */
export type Reading = {
  readonly fields: Fields;
  readonly at: string;
  readonly fates: Map<string, 'mapped' | 'quarantined'>;
  readonly remarks: Remark[];
};

export const readingOf = (fields: Fields, at: string): Reading => ({ fields, at, fates: new Map(), remarks: [] });

/** Null: the source says that there is nothing. Undefined: it does not speak of it. */
export type Said<T> = T | null | undefined;

export type Claim = { readonly path: string; readonly value: unknown };

/** Takes a field as understood: under the first of its paths where something is set, else where anything stands. */
export function claim(reading: Reading, paths: readonly string[]): Claim | undefined {
  const there = paths
    .filter(path => !reading.fates.has(path))
    .map(path => ({ path, value: valueAt(reading.fields, path) }))
    .filter(({ value }) => value !== undefined);
  const taken = there.find(({ value }) => !isUnset(value)) ?? there[0];
  if (taken !== undefined) reading.fates.set(taken.path, 'mapped');
  return taken;
}

function valueAt(fields: Fields, path: string): unknown {
  const dot = path.indexOf('.');
  if (dot < 0) return fieldOf(fields, path);
  const inner = fieldOf(fields, path.slice(0, dot));
  return isFields(inner) ? fieldOf(inner, path.slice(dot + 1)) : undefined;
}

export function remark(reading: Reading, path: string, severity: Remark['severity'], code: string, message: string) {
  reading.remarks.push({
    severity,
    code,
    at: path === '' ? reading.at : path.split('.').reduce<string>(pointer, reading.at),
    message,
  });
}

/** Gives a field up: it stays in the archive, and somebody should look at it. Says what is odd about it. */
export function giveUp(reading: Reading, path: string, code: string, oddity: string): null {
  reading.fates.set(path, 'quarantined');
  remark(reading, path, 'warn', code, `“${path}” ${oddity}. It is kept as it is, and not used.`);
  return null;
}

/** The fate of every field. Of the named ones also the fate of each within them. */
export function fatesOf({ fields, fates }: Reading, nested: readonly string[] = []): Fates {
  const all = new Map<string, keyof Fates>();
  for (const [key, value] of Object.entries(fields)) {
    const inner = isFields(value) && nested.includes(key) ? Object.keys(value).map(each => `${key}.${each}`) : [];
    for (const path of inner) all.set(path, fates.get(path) ?? 'archived');
    const isUsed = inner.some(path => fates.get(path) === 'mapped');
    all.set(key, fates.get(key) ?? (isUsed ? 'mapped' : 'archived'));
  }
  const those = (fate: keyof Fates) => [...all].filter(([, each]) => each === fate).map(([path]) => path);
  return { mapped: those('mapped'), archived: those('archived'), quarantined: those('quarantined') };
}
