export type Piece = { readonly key: string | null; readonly text: string };

/** What stands between the outermost brackets of a JSON text, cut at its commas. */
export function piecesOf(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let depth = 0;
  let start = 0;
  let key: string | null = null;
  const close = (end: number) => {
    const text = raw.slice(start, end).trim();
    if (text !== '') pieces.push({ key, text });
    key = null;
  };
  for (const { mark, index } of marksOf(raw)) {
    if (mark === '{' || mark === '[') depth += 1;
    const isOuter = depth === 1;
    if (mark === '}' || mark === ']') depth -= 1;
    if (isOuter && mark === ':') key = keyIn(raw.slice(start, index));
    if (isOuter && (mark === ',' || depth === 0)) close(index);
    if (isOuter && depth === 1) start = index + 1;
  }
  return pieces;
}

/** Brackets, commas and colons, without those in texts. */
function* marksOf(raw: string): Generator<{ readonly mark: string; readonly index: number }> {
  const next = /["[\]{},:]/g;
  for (let found = next.exec(raw); found !== null; found = next.exec(raw)) {
    const mark = found[0];
    if (mark === '"') next.lastIndex = endOfText(raw, found.index);
    else yield { mark, index: found.index };
  }
}

/** Just after the quote that ends the text which begins here. */
function endOfText(raw: string, from: number): number {
  for (let quote = raw.indexOf('"', from + 1); quote >= 0; quote = raw.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (raw[quote - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
  }
  return raw.length;
}

function keyIn(text: string): string | null {
  try {
    return String(JSON.parse(text));
  } catch {
    return null;
  }
}
