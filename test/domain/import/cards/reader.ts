import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { Discovery, Format, Glimpse, Outline, Recognised, Tools } from '../../../../src/domain/import/format.js';
import type { Cutting, Found } from '../../../../src/domain/import/found.js';
import { parseExact, spelled } from '../../../../src/domain/json/exact.js';

export const tools: Tools = {
  inflate: (packed, most) => inflateSync(packed, { maxOutputLength: most }),
  sha256: content => createHash('sha256').update(content).digest('hex'),
};

const seen = 256 * 1024;

/** What a reader is shown of a file before it is read. */
export function glimpseOf(path: string, content: string | Uint8Array): Glimpse {
  const bytes = Buffer.from(content);
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return {
    path,
    bytes: bytes.length,
    head: bytes.subarray(0, seen),
    json: outlineOf(text),
    lines: linesOf(text),
  };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseExact(text) };
  } catch {
    return undefined;
  }
}

const cut = (value: unknown, at: string): Cutting => ({ value, raw: spelled(value), at });

function outlineOf(text: string): Outline | null {
  const value = parsed(text)?.value;
  if (value === undefined) return null;
  if (Array.isArray(value)) return { root: 'array', first: value.length === 0 ? undefined : cut(value[0], '/0') };
  if (typeof value !== 'object' || value === null) return { root: 'other' };
  const members = new Map<string, Cutting | undefined>();
  let used = 0;
  for (const [name, member] of Object.entries(value)) {
    const cutting = cut(member, `/${name}`);
    used += cutting.raw.length;
    members.set(name, used > seen ? undefined : cutting);
    if (used > seen) break;
  }
  return { root: 'object', members };
}

function linesOf(text: string): Cutting[] | null {
  const lines = text.split('\n', 20).filter(line => line.trim() !== '');
  const cuttings = lines.flatMap((line, index) => {
    const value = parsed(line)?.value;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [cut(value, `line ${index + 1}`)]
      : [];
  });
  return cuttings.length > 0 && cuttings.length === lines.length ? cuttings : null;
}

export const recognise = (format: Format, path: string, content: string | Uint8Array): Recognised | undefined =>
  format.recognise(glimpseOf(path, content));

/** All that a file holds, read as the program would. */
export function readFile(format: Format, path: string, content: string | Uint8Array): Discovery[] {
  const known = recognise(format, path, content);
  if (known === undefined) throw new Error(`Nobody recognised ${path}.`);
  const bytes = Buffer.from(content);
  if (known.reads === 'bytes') return [...known.document(bytes)];
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (known.reads === 'json') return [...(known.document?.({ value: parseExact(text), raw: text, at: '' }) ?? [])];
  if (known.reads !== 'lines') return [];
  const lines = text.split('\n').filter(line => line.trim() !== '');
  return lines.flatMap((line, index) => [
    ...known.line({ value: parsed(line)?.value, raw: line, at: `line ${index + 1}` }, index),
  ]);
}

/** The records of one kind. */
export const ofKind = <Kind extends Found['kind']>(found: readonly Discovery[], kind: Kind) =>
  found.filter((each): each is Found & { readonly kind: Kind } => each.kind === kind);

/** The codes of all remarks and of all that was set aside, with where they stand. */
export const remarksIn = (found: readonly Discovery[]): string[] =>
  found.flatMap(each => [
    ...('remarks' in each && each.remarks ? each.remarks.map(({ code, at }) => `${code} ${at}`.trim()) : []),
    ...('aside' in each && each.aside ? [`${each.aside.fate}: ${each.aside.code}`] : []),
  ]);
