import { crc32 } from './crc.js';

export const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
export const mostChunks = 4096;

/** Length, type and CRC around the data of a chunk. */
const frame = 12;

export type Chunk = {
  readonly type: string;
  readonly data: Uint8Array;
  /** All of it, with its length and its CRC, as it stands in the file. */
  readonly whole: Uint8Array;
};

export type Trouble = { readonly code: string; readonly message: string };

/** The chunks of a PNG as far as they can be read. `hasEnd`: the last one says that it is the last. */
export type Walk = { readonly chunks: readonly Chunk[]; readonly hasEnd: boolean; readonly trouble: Trouble | null };

export const isPng = (bytes: Uint8Array): boolean => signature.every((byte, at) => bytes[at] === byte);

/** Goes from chunk to chunk, and never beyond the bytes there are. What follows the end of the picture is not looked at. */
export function chunksOf(bytes: Uint8Array): Walk {
  const chunks: Chunk[] = [];
  const stopped = (trouble: Trouble | null, hasEnd = false): Walk => ({ chunks, hasEnd, trouble });
  if (!isPng(bytes)) return stopped({ code: 'not_png', message: 'This is not a PNG picture.' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = signature.length; at < bytes.length;) {
    if (chunks.length === mostChunks) return stopped(tooMany);
    if (bytes.length - at < frame) return stopped(cutOff);
    const length = view.getUint32(at);
    if (length > bytes.length - at - frame) return stopped(length > 0x7fffffff ? impossible : beyondEnd(length));
    const whole = bytes.subarray(at, at + frame + length);
    const chunk = { type: latin1(whole.subarray(4, 8)), data: whole.subarray(8, 8 + length), whole };
    chunks.push(chunk);
    if (chunk.type === 'IEND') return stopped(null, true);
    at += whole.length;
  }
  return stopped(null);
}

/** Whether the chunk is as it was written. */
export const isSound = ({ whole }: Chunk): boolean =>
  crc32(whole.subarray(4, -4)) === new DataView(whole.buffer, whole.byteOffset + whole.length - 4).getUint32(0);

export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const tooMany = { code: 'png_too_many_chunks', message: `The PNG has more than ${mostChunks} chunks.` };
const cutOff = { code: 'png_cut_off', message: 'The PNG ends in the middle of a chunk. The file is not complete.' };
const impossible = {
  code: 'png_bad_length',
  message: 'A chunk of the PNG says that it is longer than any chunk may be.',
};
const beyondEnd = (length: number) => ({
  code: 'png_bad_length',
  message: `A chunk of the PNG says that it has ${length} bytes, and there are fewer left. The file is damaged or not complete.`,
});
