import { byte, isSpace } from './byte.js';
import { closingQuote } from './text-end.js';

/** The same JSON without the white space that means nothing. All else stays as it is spelled. */
export function compact(raw: string): string {
  const pieces: string[] = [];
  let kept = 0;
  let at = 0;
  while (at < raw.length) {
    const code = raw.charCodeAt(at);
    if (code === byte.quote) at = afterText(raw, at);
    else if (!isSpace(code)) at += 1;
    else {
      if (at > kept) pieces.push(raw.slice(kept, at));
      while (isSpace(raw.charCodeAt(at))) at += 1;
      kept = at;
    }
  }
  if (kept === 0) return raw;
  pieces.push(raw.slice(kept));
  return pieces.join('');
}

/** Where the text that begins here has ended. */
function afterText(raw: string, start: number): number {
  const end = closingQuote(raw, start + 1);
  return end < 0 ? raw.length : end + 1;
}
