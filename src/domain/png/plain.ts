import { signature } from './chunks.js';
import { chunkBytes } from './write.js';

const side = 256;
const colour = [0x6b, 0x5b, 0x95] as const;

/** A square of one colour, for somebody who has no picture. */
export function plainPng(deflate: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // One bit a pixel, each of which is the first and only colour of the palette.
  header.set([1, 3, 0, 0, 0], 8);
  const rows = new Uint8Array(side * (1 + side / 8));
  return Buffer.concat([
    signature,
    chunkBytes('IHDR', header),
    chunkBytes('PLTE', Uint8Array.from(colour)),
    chunkBytes('IDAT', deflate(rows)),
    chunkBytes('IEND', new Uint8Array()),
  ]);
}
