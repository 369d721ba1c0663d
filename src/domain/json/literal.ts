import { byte } from './byte.js';
import { unexpected } from './place.js';
import { closingQuote } from './text-end.js';

declare global {
  interface JSON {
    /** A number that is written as it is spelled here. */
    rawJSON(text: string): { readonly rawJSON: string };
    isRawJSON(value: unknown): boolean;
  }
}

/** A value that was read, and where what comes after it begins. */
export type Step<T = unknown> = { readonly value: T; readonly end: number };

/** Texts that are short are looked through here; longer ones are left to the machine. */
const shortText = 40;

const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const words: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** A text, from its first quote to its last. */
export function parseText(raw: string, start: number): Step<string> {
  const near = start + shortText;
  for (let at = start + 1; at < near; at += 1) {
    const code = raw.charCodeAt(at);
    if (code === byte.quote) return { value: raw.slice(start + 1, at), end: at + 1 };
    if (code === byte.backslash) return parseLongText(raw, start, at);
    if (!(code >= byte.space)) throw unexpected(raw, at, 'more of a text, or its closing quote');
  }
  return parseLongText(raw, start, near);
}

/** A number, or a number with its spelling when JavaScript would lose that. */
export function parseNumber(raw: string, at: number): Step {
  numeral.lastIndex = at;
  const source = numeral.exec(raw)?.[0];
  if (source === undefined) throw unexpected(raw, at, 'a number');
  const value = Number(source);
  return { value: String(value) === source ? value : JSON.rawJSON(source), end: at + source.length };
}

/** True, false, or null. */
export function parseWord(raw: string, at: number): Step {
  for (const [word, value] of words) if (raw.startsWith(word, at)) return { value, end: at + word.length };
  throw unexpected(raw, at, 'a value');
}

function parseLongText(raw: string, start: number, from: number): Step<string> {
  const quote = closingQuote(raw, from);
  if (quote < 0) throw unexpected(raw, raw.length, 'the closing quote of a text');
  const source = raw.slice(start, quote + 1);
  try {
    return { value: String(JSON.parse(source)), end: quote + 1 };
  } catch {
    const wrong = source.replaceAll('\\\\', '  ').search(/\\(?!["/bfnrt]|u[0-9a-fA-F]{4})|[\u0000-\u001f]/);
    throw unexpected(raw, start + Math.max(0, wrong), 'an escape that JSON knows');
  }
}
