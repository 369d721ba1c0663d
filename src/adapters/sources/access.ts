import { open } from 'node:fs/promises';
import { TzurotError } from '../../domain/errors.js';

/** Something that can be read from any place in it. */
export type Access = {
  readonly size: number;
  /** Fewer bytes than asked for where it ends. */
  load(start: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
};

export type Loads = Pick<Access, 'load'>;

export type OpenAccess = () => Promise<Access>;

export const blockLength = 256 * 1024;

/** A file on disk. The flags say, for one, whether a link is followed. */
export const fileAccess =
  (path: string, flags: number): OpenAccess =>
  () =>
    readable(path, async () => {
      const file = await open(path, flags);
      const { size } = await file.stat();
      return {
        size,
        load: (start, length) => readable(path, () => loaded(file, start, length)),
        close: () => file.close(),
      };
    });

/** All of it, block by block, up to where it ends by now. */
export async function* wholeOf(openAccess: OpenAccess): AsyncGenerator<Buffer> {
  const access = await openAccess();
  try {
    yield* rangeOf(access, 0, Infinity);
  } finally {
    await access.close();
  }
}

/** A part of it, block by block. */
export async function* rangeOf(access: Loads, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length;) {
    const block = await access.load(start + at, Math.min(blockLength, length - at));
    if (block.length === 0) return;
    yield block;
    at += block.length;
  }
}

type ReadableFile = Awaited<ReturnType<typeof open>>;

async function loaded(file: ReadableFile, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new TzurotError('unavailable', `${path} cannot be read: ${reasonOf(cause)}.`, { cause });
  }
}

const reasons = new Map([
  ['EACCES', 'it may not be read by this user'],
  ['EPERM', 'it may not be read by this user'],
  ['ENOENT', 'it is no longer there'],
  ['ELOOP', 'it has become a link'],
  ['EIO', 'the disk reports an error'],
]);

export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasons.get(code) ?? (code || 'something went wrong');
}
