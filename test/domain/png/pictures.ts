import { deflateSync, inflateSync } from 'node:zlib';
import { signature } from '../../../src/domain/png/chunks.js';
import { chunkBytes } from '../../../src/domain/png/write.js';

export const inflate = (packed: Uint8Array, most: number) => inflateSync(packed, { maxOutputLength: most });
export const deflate = (bytes: Uint8Array) => deflateSync(bytes);

export function headerOf(width: number, height: number) {
  const header = Buffer.from('00000000000000000802000000', 'hex');
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return chunkBytes('IHDR', header);
}

/** A PNG with these chunks between its header and its end. */
export const aPng = (...chunks: readonly Uint8Array[]) =>
  Buffer.concat([signature, headerOf(1, 1), ...chunks, pixels, end]);

export const pixels = chunkBytes('IDAT', deflateSync(Buffer.from([0, 1, 2, 3])));
export const end = chunkBytes('IEND', new Uint8Array());

export const text = (keyword: string, value: string) =>
  chunkBytes('tEXt', Buffer.from(`${keyword}\0${value}`, 'latin1'));

export const packedText = (keyword: string, value: string | Uint8Array) =>
  chunkBytes('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`, 'latin1'), deflateSync(value)]));

export const worldText = (keyword: string, value: string, isPacked = false) =>
  chunkBytes(
    'iTXt',
    Buffer.concat([
      Buffer.from(`${keyword}\0${isPacked ? '\u0001' : '\0'}\0de\0Karte\0`, 'latin1'),
      isPacked ? deflateSync(value) : Buffer.from(value),
    ]),
  );

/** The same bytes with the one at a position changed. */
export function withByte(bytes: Uint8Array, at: number, change: (byte: number) => number) {
  const copy = Buffer.from(bytes);
  const place = at < 0 ? copy.length + at : at;
  copy[place] = change(copy[place] ?? 0) & 0xff;
  return copy;
}
