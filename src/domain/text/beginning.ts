/** The beginning of a text, at most so many UTF-16 units of it. No character is cut in half. */
export const beginningOf = (text: string, most: number): string => text.slice(0, isHalf(text, most) ? most - 1 : most);

/** The same, at most so many bytes of it in UTF-8. */
export function beginningInBytes(text: string, most: number): string {
  if (text.length * 3 <= most) return text;
  let left = most;
  for (let index = 0; index < text.length && index <= most; index++) {
    left -= bytesOf(text.charCodeAt(index));
    if (left < 0) return beginningOf(text, index);
  }
  return text;
}

/** Of a character that is written in two units, each counts as half. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
}

function isHalf(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
