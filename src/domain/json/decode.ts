/** Reads bytes as UTF-8, and remembers whether some were none. */
export type Decoder = { decode(bytes: Buffer): string; sawOther(): boolean };

const replacement = '\ufffd';

export function utf8Decoder(): Decoder {
  let sawOther = false;
  return {
    decode(bytes) {
      const text = bytes.toString('utf8');
      if (!sawOther && text.includes(replacement)) sawOther = !isUtf8(bytes);
      return text;
    },
    sawOther: () => sawOther,
  };
}

/** A replacement character may also have been in the text. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
