import { crc32, deflateSync } from 'node:zlib';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A chunk of a PNG, which may lie about its length or its checksum. */
export function chunk(type: string, data: Buffer | string, lies: { length?: number; sum?: number } = {}): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(lies.length ?? content.length - 4);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(lies.sum ?? crc32(content));
  return Buffer.concat([length, content, sum]);
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

const point = chunk('IDAT', deflateSync(Buffer.from([0, 0, 0, 0])));

export const ending = chunk('IEND', '');

/** A PNG with such chunks before its picture, which is a single point whatever size it says it has. */
export const picture = (chunks: readonly Buffer[], { width = 1, height = 1, end = ending } = {}): Buffer =>
  Buffer.concat([signature, header(width, height), ...chunks, point, end]);

/** A character as cards keep it in pictures. */
export const cardText = (name: string): string =>
  `chara\0${Buffer.from(
    JSON.stringify({
      name,
      description: 'A friend.',
      personality: '',
      scenario: '',
      first_mes: 'Hi!',
      mes_example: '',
    }),
  ).toString('base64')}`;

/** The same card packed, or whatever is put in its place. */
export const packedText = (content: Buffer): Buffer => Buffer.concat([Buffer.from('chara\0\0'), deflateSync(content)]);
