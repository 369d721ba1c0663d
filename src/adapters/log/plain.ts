import { types } from 'node:util';
import { freshBudget, type Budget } from './budget.js';
import { namesSecret } from './names.js';
import { shortened } from './shorten.js';

const deepest = 8;
const mostEntries = 100;
const longestName = 200;
const errorFields = ['name', 'message', 'stack', 'code', 'cause', 'errors'] as const;

/** What a value is inside of, and how much room there is for it. */
type Place = { readonly above: readonly object[]; readonly budget: Budget };
type Field = readonly [name: string, read: () => unknown];

/**
 * Anything at all as data that JSON can hold. It is bounded in every direction, ends for cycles, survives getters that
 * throw, shows errors with their causes, and of bytes only how many there are. Fields that are called as if a secret
 * were in them are hidden.
 */
export const plain = (value: unknown): unknown => show(value, { above: [], budget: freshBudget() });

function show(value: unknown, place: Place): unknown {
  if (!place.budget.takes()) return '[…]';
  if (typeof value === 'object' && value !== null) return attempt(() => showObject(value, place));
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean' || value === null || value === undefined) return value;
  return attempt(() => place.budget.fit(typeof value === 'function' ? `[function ${value.name}]` : String(value)));
}

function showObject(value: object, { above, budget }: Place): unknown {
  if (above.includes(value)) return '[circular]';
  if (above.length >= deepest) return '[deeper]';
  const inside = { above: [...above, value], budget };
  if (value instanceof Error || types.isNativeError(value)) return showFields(fieldsOfError(value), inside);
  if (value instanceof Map) return showMap(value, inside);
  if (value instanceof Set) return showList(value, value.size, inside);
  if (Array.isArray(value)) return showList(value.slice(0, mostEntries), value.length, inside);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof RegExp || value instanceof URL) return budget.fit(String(value));
  if ('toJSON' in value && typeof value.toJSON === 'function') return show(value.toJSON(), inside);
  return showFields(fieldsOf(value, Object.keys(value)), inside);
}

/** Like an object, so that fields are hidden by their names. As pairs, when there are keys that are no names. */
function showMap(map: ReadonlyMap<unknown, unknown>, inside: Place): unknown {
  const first = [...map.entries().take(mostEntries + 1)];
  if (!first.every(([key]) => typeof key === 'string')) return showList(first, map.size, inside);
  return showFields(
    first.map(([key, value]) => [String(key), () => value]),
    inside,
  );
}

function showList(values: Iterable<unknown>, length: number, inside: Place): unknown[] {
  const items = [...Iterator.from(values).take(mostEntries)].map(item => show(item, inside));
  return length > mostEntries ? [...items, more(length - mostEntries)] : items;
}

function showFields(fields: readonly Field[], inside: Place): Record<string, unknown> {
  const shown = fields
    .slice(0, mostEntries)
    .map(([name, read]): [string, unknown] => [
      inside.budget.fit(shortened(name, longestName)),
      showField(name, read, inside),
    ]);
  const rest: [string, unknown][] = fields.length > mostEntries ? [['…', more(fields.length - mostEntries)]] : [];
  return Object.fromEntries([...shown, ...rest].filter(([, value]) => value !== undefined));
}

const showField = (name: string, read: () => unknown, inside: Place): unknown =>
  attempt(() => {
    const value = read();
    return namesSecret(name.slice(0, longestName)) && maySayMuch(value) ? '[secret]' : show(value, inside);
  });

const fieldsOf = (value: object, names: readonly string[]): Field[] =>
  names.map(name => [name, () => Reflect.get(value, name)]);

const fieldsOfError = (error: object): Field[] =>
  fieldsOf(error, [...new Set([...errorFields, ...Object.keys(error)])]);

/** Numbers under the name of a secret are counts. */
const maySayMuch = (value: unknown): boolean =>
  !['number', 'boolean', 'undefined'].includes(typeof value) && value !== null;

const more = (count: number): string => `[${count} more]`;

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return '[unreadable]';
  }
}
