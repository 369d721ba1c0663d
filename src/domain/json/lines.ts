import type { Cutting } from '../import/found.js';
import type { Remark } from '../import/issue.js';
import { byte, withoutBom } from './byte.js';
import { capture } from './capture.js';
import { utf8Decoder } from './decode.js';
import { invalidUtf8, refusalWords, type Refused } from './ending.js';
import { parseExact } from './exact.js';
import { longestElement } from './limits.js';

/** A line that is not empty. `index` counts those alone, `at` counts all: `line 12`. */
export type Line = { readonly index: number; readonly at: string; readonly raw: string };

/** `last` has the last line, when no line break follows it. */
export type LinesEnding = { readonly remarks: readonly Remark[] } & (
  | { readonly kind: 'whole'; readonly last: readonly Line[] }
  | Refused
);

/** Takes the bytes of a text as they come, and gives its lines as soon as they are whole. Never throws. */
export type LineScanner = { push(chunk: Uint8Array): readonly Line[]; end(): LinesEnding };

const mostShown = 32;

export function lineScanner(): LineScanner {
  const line = capture();
  const decoder = utf8Decoder();
  let number = 1;
  let index = 0;
  let refused: Refused | undefined;
  line.begin(0);

  function taken(bytes: Buffer, end: number): readonly Line[] {
    const at = `line ${number}`;
    if (line.size(end) > longestElement) {
      refused = { kind: 'refused', code: 'too_long', message: refusalWords.too_long, at };
      return [];
    }
    const whole = line.take(bytes, end);
    const raw = decoder.decode(number === 1 ? withoutBom(whole) : whole).trim();
    number += 1;
    if (raw === '') return [];
    index += 1;
    return [{ index: index - 1, at, raw }];
  }

  function push(chunk: Uint8Array): readonly Line[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    for (let end = bytes.indexOf(byte.lineFeed); end >= 0 && !refused; end = bytes.indexOf(byte.lineFeed, end + 1)) {
      lines.push(...taken(bytes, end));
      line.begin(end + 1);
    }
    if (line.size(bytes.length) > longestElement) taken(bytes, bytes.length);
    if (refused !== undefined) line.drop();
    line.turn(bytes);
    return lines;
  }

  function finish(): LinesEnding {
    const last = refused === undefined ? taken(Buffer.alloc(0), 0) : [];
    return { ...(refused ?? { kind: 'whole', last }), remarks: decoder.sawOther() ? [invalidUtf8] : [] };
  }

  return { push, end: finish };
}

/**
 * The first lines, when every one of them is a JSON object. The last one may be cut off by the end of what is looked at,
 * and is then left out.
 */
export function linesOf(head: Uint8Array): readonly Cutting[] | null {
  const scanner = lineScanner();
  const whole = scanner.push(head).slice(0, mostShown);
  const cuttings = whole.map(objectOf);
  const last = whole.length < mostShown ? scanner.end() : undefined;
  const tail = last?.kind === 'whole' ? last.last.map(objectOf) : [];
  const all = [...cuttings, ...tail.filter(each => each !== undefined)];
  return all.length > 0 && all.every(each => each !== undefined) ? all : null;
}

function objectOf({ raw, at }: Line): Cutting | undefined {
  if (!raw.startsWith('{')) return undefined;
  try {
    return { value: parseExact(raw), raw, at };
  } catch {
    return undefined;
  }
}
