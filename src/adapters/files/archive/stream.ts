import { Readable, type Transform } from 'node:stream';

/** What comes out of a transform when all of this goes in, no faster than it is taken. Errors of either are passed on. */
export async function* through(source: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Buffer> {
  const readable = Readable.from(source, { objectMode: false });
  readable.on('error', error => transform.destroy(error));
  readable.pipe(transform);
  try {
    for await (const chunk of transform) yield chunk;
  } finally {
    readable.destroy();
    transform.destroy();
  }
}

/** The same bytes in pieces of one length; the last may be shorter, and is empty when there are none. */
export async function* inBlocks(
  source: AsyncIterable<Buffer>,
  length: number,
): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size <= length) continue;
    const all = Buffer.concat(waiting);
    const whole = Math.ceil(size / length) - 1;
    for (let block = 0; block < whole; block += 1) {
      yield { bytes: all.subarray(block * length, (block + 1) * length), isLast: false };
    }
    waiting = [all.subarray(whole * length)];
    size -= whole * length;
  }
  yield { bytes: Buffer.concat(waiting), isLast: true };
}
