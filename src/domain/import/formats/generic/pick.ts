import { isSame } from './condition.js';
import type { Source, Value } from './mapping.js';
import { hasEach, placesAt, valueAt } from './path.js';
import { listOf, textOf } from './value.js';

const sourcesOf = (value: Value): readonly Source[] => (Array.isArray(value) ? value : [value]);

/** What stands where a value is said to be: the first that is neither missing, null nor empty, else null, else undefined. */
export function picked(from: unknown, value: Value): unknown {
  const found = sourcesOf(value).map(source => sought(from, source));
  return (
    found.find(each => each !== undefined && each !== null && each !== '') ??
    (found.some(each => each === null || each === '') ? null : undefined)
  );
}

/** The same as text. Undefined: nothing is there, or no text. */
export function pickedText(from: unknown, value: Value): string | null | undefined {
  const found = picked(from, value);
  return found === null ? null : textOf(found);
}

/** Every path that a value may be read from. */
export const pathsIn = (value: Value): string[] =>
  sourcesOf(value).flatMap(source => {
    if (typeof source === 'string') return [source];
    if ('text' in source) return [];
    return 'is' in source ? [source.in, source.is] : [source.in];
  });

function sought(from: unknown, source: Source): unknown {
  if (typeof source === 'string') return hasEach(source) ? joined(from, source) : valueAt(from, source);
  if ('text' in source) return source.text;
  const isWanted =
    'is' in source ? sameAs(valueAt(from, source.is)) : (found: unknown) => isSame(found ?? null, source.equals);
  const element = listOf(valueAt(from, source.in)).find(each => isWanted(valueAt(each, source.where)));
  return valueAt(element, source.take);
}

function sameAs(wanted: unknown): (found: unknown) => boolean {
  const text = textOf(wanted);
  return found => text !== undefined && textOf(found) === text;
}

function joined(from: unknown, path: string): string | undefined {
  const texts = placesAt({ value: from, at: '' }, path).flatMap(({ value }) => textOf(value) ?? []);
  return texts.length === 0 ? undefined : texts.join('\n');
}
