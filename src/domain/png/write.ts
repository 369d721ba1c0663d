import { chunksOf, signature, type Trouble } from './chunks.js';
import { crc32 } from './crc.js';
import { keywordOf } from './texts.js';

/** A chunk as it stands in a file. */
export function chunkBytes(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), data.length + 8);
  return bytes;
}

const textChunk = (keyword: string, text: string) => chunkBytes('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));

/**
 * The PNG with these texts, right after its header, in place of all earlier ones with their keywords. Every other chunk
 * stays byte for byte; what came after the end of the picture does not.
 */
export function withTexts(
  png: Uint8Array,
  texts: ReadonlyMap<string, string>,
): Uint8Array | { readonly refused: Trouble } {
  const { chunks, trouble } = chunksOf(png);
  if (trouble !== null) return { refused: trouble };
  const [header, ...rest] = chunks;
  if (header?.type !== 'IHDR')
    return { refused: { code: 'png_no_header', message: 'The PNG does not begin with its header.' } };
  const kept = rest.filter(chunk => !texts.has(keywordOf(chunk) ?? ''));
  const added = Array.from(texts, ([keyword, text]) => textChunk(keyword, text));
  return Buffer.concat([signature, header.whole, ...added, ...kept.map(({ whole }) => whole)]);
}
