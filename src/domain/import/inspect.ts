import { jsonScanner } from '../json/scan.js';
import { parseExact } from '../json/exact.js';
import { lineScanner, linesOf, type Line } from '../json/lines.js';
import { outlineOf } from '../json/outline.js';
import { longestDocument } from '../json/limits.js';
import { messageOf } from '../errors.js';
import type { Discovery, Format, Recognised, Refusal } from './format.js';
import type { Subject } from './found.js';
import type { Remark } from './issue.js';

/** How much of a file is looked at to tell what it is. */
export const headLength = 256 * 1024;

/** What a file turned out to be, once all of it went by. */
export type Inspected = {
  readonly recognised: Recognised | undefined;
  /** Why it cannot be read. */
  readonly refusal: Refusal | undefined;
  /** What it says beside the long lists in it, which are read later. */
  readonly discoveries: readonly Discovery[];
  readonly remarks: readonly Remark[];
  /** Of whom its lines speak. */
  readonly subjects: readonly Subject[];
};

/** Looks at a file while it goes by. */
export type Inspector = { push(chunk: Uint8Array): void; end(): Inspected };

type Reading = { push(chunk: Uint8Array): void; end(): Partial<Omit<Inspected, 'recognised'>> };

export function inspector(
  file: { readonly path: string; readonly bytes: number },
  formats: readonly Format[],
): Inspector {
  let head: Uint8Array[] = [];
  let length = 0;
  let recognised: Recognised | undefined;
  let reading: Reading | undefined;

  function begin(): Reading {
    const all = Buffer.concat(head);
    head = [];
    const start = all.subarray(0, headLength);
    const glimpse = { ...file, head: start, json: outlineOf(start), lines: linesOf(start) };
    recognised = firstOf(formats, format => format.recognise(glimpse));
    const begun = readingFor(recognised, glimpse.json !== null || file.path.endsWith('.json'));
    begun.push(all);
    return begun;
  }

  return {
    push(chunk) {
      if (reading !== undefined) return reading.push(chunk);
      head.push(Buffer.from(chunk));
      length += chunk.length;
      if (length >= headLength) reading = begin();
    },
    end() {
      reading ??= begin();
      return { ...unseen, ...reading.end(), recognised };
    },
  };
}

function firstOf<T, R>(all: readonly T[], find: (each: T) => R | undefined): R | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readingFor(recognised: Recognised | undefined, looksLikeJson: boolean): Reading {
  if (recognised === undefined) return looksLikeJson ? jsonReading([''], () => []) : nothing;
  if (recognised.reads === 'json') return jsonReading(recognised.streams, whole => recognised.document?.(whole) ?? []);
  if (recognised.reads === 'lines') return linesReading(recognised);
  if (recognised.reads === 'bytes') return bytesReading(bytes => recognised.document(bytes));
  return nothing;
}

const unseen = { refusal: undefined, discoveries: [], remarks: [], subjects: [] };

const nothing: Reading = { push: () => {}, end: () => ({}) };

function jsonReading(
  streams: readonly string[],
  document: (whole: { value: unknown; raw: string; at: string }) => Iterable<Discovery>,
): Reading {
  const scanner = jsonScanner(streams, { skipElements: true });
  return {
    push: chunk => void scanner.push(chunk),
    end() {
      const ending = scanner.end();
      const { remarks } = ending;
      if (ending.kind === 'refused') {
        const { code, message, at } = ending;
        return { refusal: { code, message, at }, remarks };
      }
      if (ending.kind === 'cut') return { remarks: [...remarks, torn(ending.torn)] };
      if (ending.document === null) return { remarks };
      return { ...parsed(ending.document, document), remarks };
    },
  };
}

function parsed(raw: string, document: (whole: { value: unknown; raw: string; at: string }) => Iterable<Discovery>) {
  try {
    return { discoveries: [...document({ value: parseExact(raw), raw, at: '' })] };
  } catch (error) {
    return { refusal: { code: 'not_json', message: messageOf(error), at: '' } };
  }
}

const torn = (at: string): Remark => ({
  severity: 'warn',
  code: 'cut_list',
  at,
  message: 'The list breaks off here. What stood before it is taken; a complete copy of the file would bring the rest.',
});

/** Lines are read later on; here only for whom they are about. */
function linesReading(recognised: Extract<Recognised, { reads: 'lines' }>): Reading {
  const scanner = lineScanner();
  const subjects = new Map<string, Subject>();
  const look = ({ raw, at, index }: Line) => {
    for (const { subject } of readLine(recognised, raw, at, index)) {
      if (subject) subjects.set(JSON.stringify([subject.foreignId, subject.slug]), subject);
    }
  };
  return {
    push: chunk => scanner.push(chunk).forEach(look),
    end() {
      const ending = scanner.end();
      if (ending.kind === 'whole') ending.last.forEach(look);
      return {
        subjects: [...subjects.values()],
        remarks: ending.remarks,
        ...(ending.kind === 'refused' && { refusal: { code: ending.code, message: ending.message, at: ending.at } }),
      };
    },
  };
}

function readLine(
  recognised: Extract<Recognised, { reads: 'lines' }>,
  raw: string,
  at: string,
  index: number,
): readonly { subject?: Subject | null }[] {
  try {
    return [...recognised.line({ value: parseExact(raw), raw, at }, index)];
  } catch {
    return []; // It is said when the line is read.
  }
}

function bytesReading(document: (bytes: Uint8Array) => Iterable<Discovery>): Reading {
  const chunks: Uint8Array[] = [];
  let length = 0;
  return {
    push(chunk) {
      length += chunk.length;
      if (length <= longestDocument) chunks.push(chunk);
    },
    end() {
      if (length > longestDocument) {
        const message = `The file is longer than ${longestDocument >> 20} MiB, which is too long for one of its kind.`;
        return { refusal: { code: 'too_long', message, at: '' } };
      }
      return { discoveries: [...document(Buffer.concat(chunks))], remarks: [] };
    },
  };
}
