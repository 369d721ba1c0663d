import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { blockLength, rangeOf, type Loads } from '../access.js';
import { refuse } from '../refusal.js';
import type { Placed } from './entry.js';
import { entryWords } from './names.js';

const smallPacked = 128 * 1024;
/** Zips have many empty entries at times, and unpacking takes its time even for nothing. */
const packedNothing = Buffer.from([3, 0]);

const smallBytes = 8 * 1024 * 1024;

/**
 * What is in an entry, at most as many bytes as it says. Refuses it where it turns out to be something else, which for a
 * wrong checksum is at its end.
 */
export async function* contentOf(access: Loads, entry: Placed): AsyncGenerator<Buffer> {
  let bytes = 0;
  let sum = 0;
  for await (const block of unpackedBlocks(access, entry)) {
    bytes += block.length;
    if (bytes > entry.bytes) differs(entry, 'size_differs', 'unpacks to more than it says');
    sum = crc32(block, sum);
    yield block;
  }
  if (bytes < entry.bytes) differs(entry, 'size_differs', 'unpacks to less than it says');
  if (sum !== entry.crc32) differs(entry, 'checksum', 'is damaged: its checksum does not fit');
}

const differs = (entry: Placed, code: string, words: string): never =>
  refuse(code, `${entryWords(entry.index, entry.raw)} ${words}. Nothing of the zip was used.`);

async function* unpackedBlocks(access: Loads, entry: Placed): AsyncGenerator<Buffer> {
  if (entry.method === 0) return yield* rangeOf(access, entry.data, entry.packedBytes);
  if (entry.packedBytes > smallPacked || entry.bytes > smallBytes) return yield* inflated(access, entry);
  const packed = await access.load(entry.data, entry.packedBytes);
  if (packed.length < entry.packedBytes) differs(entry, 'out_of_bounds', 'goes beyond the end of the zip');
  if (!packed.equals(packedNothing)) yield inflatedAtOnce(packed, entry);
}

async function* inflated(access: Loads, entry: Placed): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: blockLength });
  const source = Readable.from(rangeOf(access, entry.data, entry.packedBytes), { objectMode: false });
  source.on('error', error => inflate.destroy(error));
  source.pipe(inflate);
  try {
    for await (const block of inflate) yield block;
  } catch (thrown) {
    unpackable(thrown, entry);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (inflate.bytesWritten !== entry.packedBytes) differs(entry, 'size_differs', 'ends before it says it does');
}

/** Room for all of it, and one byte to see that there is more. */
const chunkFor = (bytes: number) => Math.min(Math.max(bytes + 1, 64), blockLength);

/** For what is small, this is much faster than a stream. */
function inflatedAtOnce(packed: Buffer, entry: Placed): Buffer {
  const { buffer, taken } = inflatedWithCount(packed, entry);
  return taken === packed.length ? buffer : differs(entry, 'size_differs', 'ends before it says it does');
}

function inflatedWithCount(packed: Buffer, entry: Placed): { readonly buffer: Buffer; readonly taken: number } {
  try {
    // With `info` it gives more than its type says.
    const given: unknown = inflateRawSync(packed, {
      maxOutputLength: entry.bytes + 1,
      chunkSize: chunkFor(entry.bytes),
      info: true,
    });
    return inflatedSchema.parse(given);
  } catch (thrown) {
    return unpackable(thrown, entry);
  }
}

const inflatedSchema = z
  .object({ buffer: z.instanceof(Buffer), engine: z.object({ bytesWritten: z.number() }) })
  .transform(({ buffer, engine }) => ({ buffer, taken: engine.bytesWritten }));

function unpackable(thrown: unknown, entry: Placed): never {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') return differs(entry, 'size_differs', 'unpacks to more than it says');
  if (!code.startsWith('Z_')) throw thrown;
  return differs(entry, 'unpackable', 'cannot be unpacked');
}
