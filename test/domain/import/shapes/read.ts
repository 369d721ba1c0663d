import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';
import type { Discovery, Glimpse, Recognised, Tools } from '../../../../src/domain/import/format.js';
import type { Cutting } from '../../../../src/domain/import/found.js';
import { shapesFormat } from '../../../../src/domain/import/formats/shapes/format.js';
import { elementsOf, membersOf } from '../../../../src/domain/import/formats/shapes/members.js';
import { parseExact } from '../../../../src/domain/json/exact.js';
import { outlineOf } from '../../../../src/domain/json/outline.js';

export const fixtures = path.join(import.meta.dirname, '../../../fixtures/shapes/input');

const tools: Tools = {
  inflate: (packed, most) => inflateSync(packed, { maxOutputLength: most }),
  sha256: content => createHash('sha256').update(content).digest('hex'),
};
const format = shapesFormat(tools);

export type File = { readonly path: string; readonly bytes: Buffer };

export const fileOf = (name: string, content: unknown): File => ({
  path: name,
  bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

export function glimpseOf({ path: name, bytes }: File): Glimpse {
  const head = bytes.subarray(0, 256 * 1024);
  return { path: name, bytes: bytes.length, head, json: outlineOf(head), lines: null };
}

export const recognise = (file: File): Recognised | undefined => format.recognise(glimpseOf(file));

/** Everything that a file says, read all at once. Nothing, when it is not ours or cannot be parsed. */
export function discover(file: File): Discovery[] {
  const recognised = recognise(file);
  if (recognised?.reads === 'bytes') return [...recognised.document(file.bytes)];
  if (recognised?.reads !== 'json') return [];
  const whole = cuttingOf(file.bytes.toString('utf8').replace(/^\ufeff/, ''));
  return whole === undefined ? [] : [...inPieces(recognised, whole)];
}

export function cuttingOf(raw: string): Cutting | undefined {
  try {
    return { value: parseExact(raw), raw, at: '' };
  } catch {
    return undefined;
  }
}

function* inPieces(recognised: Extract<Recognised, { reads: 'json' }>, whole: Cutting): Generator<Discovery> {
  const { streams, element } = recognised;
  if (Array.isArray(whole.value) && streams.includes('')) return yield* elementsIn(whole, '', streams, element);
  const members = membersOf(whole);
  const isStreamed = ({ key, cutting }: (typeof members)[number]) =>
    streams.includes(key) && Array.isArray(cutting.value);
  for (const { key, cutting } of members.filter(isStreamed)) yield* elementsIn(cutting, key, streams, element);
  const rest = members
    .filter(each => !isStreamed(each))
    .map(({ key, cutting }) => `${JSON.stringify(key)}:${cutting.raw}`);
  const left = cuttingOf(members.some(isStreamed) ? `{${rest.join(',')}}` : whole.raw);
  if (left !== undefined) yield* recognised.document?.(left) ?? [];
}

function* elementsIn(
  cutting: Cutting,
  stream: string,
  streams: readonly string[],
  element: Extract<Recognised, { reads: 'json' }>['element'],
): Generator<Discovery> {
  if (!streams.includes(stream)) return;
  for (const [index, each] of elementsOf(cutting).entries()) yield* element?.(each, stream, index) ?? [];
}

/** The fixture’s files, those within its zips too. */
export function fixtureFiles(): File[] {
  const names = readdirSync(fixtures, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const files = names.map(entry => {
    const full = path.join(entry.parentPath, entry.name);
    return { path: path.relative(fixtures, full).split(path.sep).join('/'), bytes: readFileSync(full) };
  });
  return files.flatMap(file => (file.path.startsWith('zips/') ? unzipped(file) : [file]));
}

/** Enough to open the fixture’s own zips. */
function unzipped({ path: name, bytes }: File): File[] {
  const files: File[] = [];
  let at = bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006') + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [at + 28, at + 30, at + 32].map(place => bytes.readUInt16LE(place));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    const entry = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    files.push({ path: `${name}/${entry}`, bytes: method === 0 ? content : inflateRawSync(content) });
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}
