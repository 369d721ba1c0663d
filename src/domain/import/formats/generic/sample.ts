import { parseExact } from '../../../json/exact.js';
import type { Glimpse } from '../../format.js';

const deepest = 64;

/** As much of a JSON document as stands whole in its beginning. Undefined: it is none. */
export function sampleOf({ head, bytes }: Glimpse): unknown {
  const text = new TextDecoder().decode(head);
  const whole = bytes > head.length ? mended(text) : text;
  try {
    return whole === undefined ? undefined : parseExact(whole);
  } catch {
    return undefined;
  }
}

/** Leaves out the last piece, which may be torn, and closes what is open. */
function mended(text: string): string | undefined {
  const open: string[] = [];
  let whole = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      at = endOfText(text, at);
    } else if (letter === '{' || letter === '[') {
      if (open.push(letter === '{' ? '}' : ']') > deepest) return undefined;
      whole = at + 1;
    } else if (letter === '}' || letter === ']') {
      open.pop();
      whole = at + 1;
    } else if (letter === ',') {
      whole = at;
    }
  }
  return text.slice(0, whole) + open.toReversed().join('');
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
