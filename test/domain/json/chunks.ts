import * as fc from 'fast-check';
import type { Element } from '../../../src/domain/json/scan.js';
import { jsonScanner } from '../../../src/domain/json/scan.js';

/** Bytes, cut into pieces of these lengths over and over. */
export function chunked(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}

/** What a scanner gives for a text that comes in pieces. */
export function scanned(
  content: string | Uint8Array,
  streams: readonly string[],
  { lengths = [64 * 1024], skipElements = false }: { lengths?: readonly number[]; skipElements?: boolean } = {},
) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const scanner = jsonScanner(streams, { skipElements });
  const elements: Element[] = chunked(bytes, lengths).flatMap(chunk => {
    // What a chunk came in is used again for the next one, as a file's reader may do.
    const passing = Uint8Array.from(chunk);
    const given = scanner.push(passing);
    passing.fill(0);
    return given;
  });
  return { elements, ending: scanner.end() };
}

export const lengths = () => fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

/** Any JSON, in any spelling white space allows. */
export const spelling = () =>
  fc.tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 1, 2, '\t')).map(([value, indent]) => ({
    value,
    text: JSON.stringify(value, null, indent),
  }));
