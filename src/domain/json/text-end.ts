import { byte } from './byte.js';

/** Where the closing quote of a text stands that has begun before `from`. -1: it has none. */
export function closingQuote(raw: string, from: number): number {
  for (let at = raw.indexOf('"', from); at >= 0; at = raw.indexOf('"', at + 1)) {
    if (!isEscaped(raw, at, from)) return at;
  }
  return -1;
}

function isEscaped(raw: string, quote: number, from: number): boolean {
  let first = quote;
  while (first > from && raw.charCodeAt(first - 1) === byte.backslash) first -= 1;
  return (quote - first) % 2 === 1;
}
