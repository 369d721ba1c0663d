import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { TzurotError } from '../../domain/errors.js';

/** What we tell servers that we can read. */
export const acceptEncoding = 'gzip, deflate, br';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createUnzip,
  'x-gzip': createUnzip,
  deflate: createUnzip,
  br: createBrotliDecompress,
};

/** The body as it was before it was compressed. One layer only: nobody has a reason for two. */
export function decoded(body: AsyncIterable<Uint8Array>, encoding = 'identity'): AsyncIterable<Uint8Array> {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return body;
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (decoder === undefined)
    throw new TzurotError('unavailable', 'The answer is packed in a way that was not asked for.');
  return pipeline(body, decoder(), () => {});
}
