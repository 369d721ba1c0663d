import type { Remark } from '../../issue.js';

const longest = { name: 200, text: 100_000 } as const;

/** A text that fits where it goes, and what had to be said about that. */
export type Fitted = { readonly text: string | undefined; readonly remarks: readonly Remark[] };

const nothing: Fitted = { text: undefined, remarks: [] };

/** A text on one line, as names are. Undefined when nothing is left of it. */
export function fitName(text: string | undefined, at: string): Fitted {
  const line = text?.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line === undefined || line === '' ? nothing : fitted(line, longest.name, 'name_cut', at);
}

/** A text of some length. Undefined when there is nothing in it. */
export const fitText = (text: string | undefined, at: string): Fitted =>
  text === undefined || text.trim() === '' ? nothing : fitted(text, longest.text, 'text_cut', at);

function fitted(text: string, most: number, code: string, at: string): Fitted {
  if (text.length <= most) return { text, remarks: [] };
  const message = `This is ${text.length} characters long. The first ${most} of them are used; all of it is in the archive.`;
  return { text: cut(text, most), remarks: [{ severity: 'warn', code, at, message }] };
}

/** The beginning of a text, without half a character at its end. */
export function cut(text: string, most: number): string {
  const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
  return text.slice(0, end).trimEnd();
}
