const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const bitsPerCharacter = 5;

/** How many random bytes an id is made of, and a reference that people quote. */
export const idBytes = 10;
export const referenceBytes = 5;

/** Bytes as lower-case letters and digits that cannot be mistaken for one another: 16 for an id, 8 for a reference. */
export function idOf(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= bitsPerCharacter) {
      bits -= bitsPerCharacter;
      text += alphabet[held >> bits];
      held &= (1 << bits) - 1;
    }
  }
  return text;
}

/** The id of what these parts together are, given how to hash a text. The same parts always have the same one. */
export function derivedId(sha256: (text: string) => string, ...parts: readonly string[]): string {
  const digits = sha256(JSON.stringify(parts)).slice(0, idBytes * 2);
  return idOf(Buffer.from(digits, 'hex'));
}
