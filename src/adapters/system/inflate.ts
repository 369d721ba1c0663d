import { deflateSync, inflateSync } from 'node:zlib';

/** Unpacks zlib data, and no more of it than `most` bytes. */
export const inflate = (packed: Uint8Array, most: number): Uint8Array => inflateSync(packed, { maxOutputLength: most });

export const deflate = (plain: Uint8Array): Uint8Array => deflateSync(plain);
