const endings = new Set(['.', '!', '?', '…', '。', '！', '？', '\n']);
const closing = /["'”’»)\]*_~|`]/u;

/** The whole sentences at the beginning of a text, as many as fit. */
export function wholeSentences(text: string, most: number): string {
  let end = 0;
  for (let at = 0; at < text.length && at < most; at += 1) {
    if (!endings.has(text.charAt(at))) continue;
    let after = at + 1;
    while (after < text.length && closing.test(text.charAt(after))) after += 1;
    const isOver = after === text.length || /\s/u.test(text.charAt(after)) || text.charAt(at) === '\n';
    if (isOver && after <= most) end = after;
  }
  return text.slice(0, end).trimEnd();
}
