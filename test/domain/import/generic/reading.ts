import { expect } from 'vitest';
import { parseExact, spelled } from '../../../../src/domain/json/exact.js';
import { outlineOf } from '../../../../src/domain/json/outline.js';
import { headLength } from '../../../../src/domain/import/inspect.js';
import type { Discovery, Format, Glimpse, Recognised } from '../../../../src/domain/import/format.js';
import type { Cutting } from '../../../../src/domain/import/found.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

const cuttingOf = (value: unknown, at: string): Cutting => ({ value, raw: spelled(value), at });

const withPrototypeOfNone = (entries: [string, unknown][]): object =>
  Object.setPrototypeOf(Object.fromEntries(entries), null);

/** A file as it is seen before it is read. */
export function glimpseOf(text: string, path = 'some/file.json'): Glimpse {
  const bytes = Buffer.from(text);
  const head = bytes.subarray(0, headLength);
  return { path, bytes: bytes.length, head, json: outlineOf(head), lines: null };
}

/** Reads a file as the import does: the long lists one element at a time, all the rest at once. */
export function* readBy(recognised: Recognised, text: string): Generator<Discovery> {
  if (recognised.reads !== 'json') throw new Error(`It reads ${recognised.reads}.`);
  const value = parseExact(text);
  const members = isObject(value) ? Object.entries(value) : [];
  const isStreamed = ([name, member]: [string, unknown]) => recognised.streams.includes(name) && Array.isArray(member);
  const rest = members.some(isStreamed)
    ? cuttingOf(withPrototypeOfNone(members.filter(member => !isStreamed(member))), '')
    : { value, raw: text, at: '' };
  if (recognised.document !== undefined) yield* recognised.document(rest);
  for (const [name, member] of members.filter(isStreamed)) {
    const elements: unknown[] = Array.isArray(member) ? member : [];
    for (const [index, element] of elements.entries())
      yield* recognised.element?.(cuttingOf(element, `/${name}/${index}`), name, index) ?? [];
  }
}

/** What a format finds in a file that it must recognise. */
export function found(format: Format, file: unknown, path?: string) {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const recognised = format.recognise(glimpseOf(text, path));
  expect(recognised).toBeDefined();
  return { recognised, discoveries: recognised === undefined ? [] : [...readBy(recognised, text)] };
}

export const codesOf = (discoveries: readonly Discovery[]): string[] =>
  discoveries.flatMap(each => ('remarks' in each ? (each.remarks ?? []) : [])).map(({ code }) => code);
