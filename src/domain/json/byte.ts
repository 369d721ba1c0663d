/** The characters JSON is built of. As bytes of UTF-8 and as UTF-16 units they have the same numbers. */
export const byte = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** White space as JSON has it. */
export const isSpace = (code: number | undefined): boolean =>
  code === byte.space || code === byte.lineFeed || code === byte.carriageReturn || code === byte.tab;

/** The mark some editors put before UTF-8. */
export const bom: readonly number[] = [0xef, 0xbb, 0xbf];

/** The bytes after that mark, if there is one. */
export const withoutBom = (bytes: Buffer): Buffer =>
  bom.every((each, index) => bytes[index] === each) ? bytes.subarray(bom.length) : bytes;
