import { codeSpans, isInside } from '../../text/code-spans.js';
import type { Taken } from './step.js';

/** What is to stand in the place of a stretch of text. */
export type Edit = { readonly start: number; readonly end: number; readonly instead: string };

/** Says where a text is code, and from where on a later backtick may still turn it into code. */
export function codeIn(text: string, isFinished: boolean) {
  const spans = codeSpans(text);
  const isCode = (position: number) => isInside(spans, position);
  return { isCode, doubtfulFrom: isFinished ? Number.POSITIVE_INFINITY : loneRun(text, isCode) };
}

function loneRun(text: string, isCode: (position: number) => boolean): number {
  for (const { index } of text.matchAll(/`+/g)) if (!isCode(index)) return index;
  return Number.POSITIVE_INFINITY;
}

/** A text with its edits made, which must be in order. Where one is doubtful, the text ends. */
export function edited(text: string, edits: readonly Edit[], doubtfulFrom: number): Taken {
  const pieces: string[] = [];
  const removed: string[] = [];
  let from = 0;
  for (const { start, end, instead } of edits) {
    pieces.push(text.slice(from, start));
    if (start >= doubtfulFrom) return { text: pieces.join(''), removed };
    pieces.push(instead);
    removed.push(text.slice(start, end));
    from = end;
  }
  return { text: pieces.join('') + text.slice(from), removed };
}
