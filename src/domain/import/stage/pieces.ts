import { messageOf, TzurotError } from '../../errors.js';
import { parseExact } from '../../json/exact.js';
import { refusalWords } from '../../json/ending.js';
import { jsonScanner } from '../../json/scan.js';
import { lineScanner } from '../../json/lines.js';
import type { Discovery, Recognised } from '../format.js';
import type { Cutting } from '../found.js';

/** A piece of a long list: what it says, or that it is no JSON. */
export type Piece = { readonly found: readonly Discovery[] } | { readonly broken: Cutting & { readonly why: string } };

/** Reads the long lists of a file while it goes by, as many pieces at a time as a chunk holds. */
export type PieceReader = { push(chunk: Uint8Array): readonly Piece[]; end(): readonly Piece[] };

/** Undefined: there are no long lists in files of this kind. */
export function pieceReader(recognised: Recognised): PieceReader | undefined {
  if (recognised.reads === 'lines') return linesReader(recognised);
  if (recognised.reads !== 'json' || recognised.element === undefined) return undefined;
  return elementsReader(recognised);
}

function elementsReader(recognised: Extract<Recognised, { reads: 'json' }>): PieceReader {
  const scanner = jsonScanner(recognised.streams);
  return {
    push: chunk =>
      scanner
        .push(chunk)
        .map(({ raw, at, stream, index, fault }) =>
          fault === undefined
            ? pieceOf(raw, at, cutting => recognised.element?.(cutting, stream, index) ?? [])
            : { broken: { value: undefined, raw: `${fault} ${at}`, at, why: refusalWords[fault] } },
        ),
    end: () => {
      scanner.end(); // What it has to say was said when the file was looked at.
      return [];
    },
  };
}

function linesReader(recognised: Extract<Recognised, { reads: 'lines' }>): PieceReader {
  const scanner = lineScanner();
  const read = ({ raw, at, index }: { raw: string; at: string; index: number }) =>
    pieceOf(raw, at, cutting => recognised.line(cutting, index));
  return {
    push: chunk => scanner.push(chunk).map(read),
    end: () => {
      const ending = scanner.end();
      return ending.kind === 'whole' ? ending.last.map(read) : [];
    },
  };
}

function pieceOf(raw: string, at: string, read: (cutting: Cutting) => Iterable<Discovery>): Piece {
  let value: unknown;
  try {
    value = parseExact(raw);
  } catch (error) {
    return { broken: { value: undefined, raw, at, why: messageOf(error) } };
  }
  return { found: [...read({ value, raw, at })] };
}

export const changedMeanwhile = (path: string) =>
  new TzurotError('conflict', `${path} was changed while it was being read. Nothing was imported. Try again.`);
