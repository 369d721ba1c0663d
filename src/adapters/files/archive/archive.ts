import { createHash, randomInt } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { TzurotError } from '../../../domain/errors.js';
import type { Archive, DataKey, Kept } from '../../../ports/archive.js';
import { isCode, makeFolder, sweepDrafts, syncFolder } from '../write.js';
import { fileOf, fingerprintsIn, folderOf } from './places.js';
import { blockLength, headerLength, opening, sealedLength, sealing } from './sealing.js';
import { inBlocks, through } from './stream.js';

const ownerOnly = 0o600;
const mostDrafts = 2 ** 47;

/** Keeps each content in a file of its own: packed, then sealed. The folder is made when it is needed. */
export function fileArchive(archive: string): Archive {
  async function put(key: DataKey, chunks: AsyncIterable<Uint8Array>): Promise<Kept> {
    const folder = folderOf(archive, key.id);
    const draft = join(folder, `.tzurot-${process.pid}-${randomInt(mostDrafts)}.draft`);
    const file = await storing(async () => {
      makeFolder(folder);
      sweepDrafts(folder);
      return open(draft, 'wx', ownerOnly);
    });
    try {
      const { sha256, bytes } = await written(file, key, chunks);
      const path = fileOf(archive, key.id, sha256);
      const isNew = !existsSync(path);
      // Also over one that is there: that one may be damaged, and this one is not.
      await storing(async () => moved(draft, path));
      return { sha256, bytes, isNew };
    } finally {
      await file.close();
      rmSync(draft, { force: true });
    }
  }

  return {
    put,
    read: (key, sha256) => contentOf(fileOf(archive, key.id, sha256), key, sha256),
    has: async (keyId, sha256) => existsSync(fileOf(archive, keyId, sha256)),
    async remove(keyId, sha256) {
      const path = fileOf(archive, keyId, sha256);
      if (!existsSync(path)) return false;
      await storing(async () => {
        removed(path);
        for (const folder of [dirname(path), dirname(dirname(path)), archive]) removeIfEmpty(folder);
      });
      return true;
    },
    list: async keyId => fingerprintsIn(folderOf(archive, keyId)),
    async removeKey(keyId) {
      const folder = folderOf(archive, keyId);
      if (existsSync(folder)) await storing(async () => removed(folder));
    },
  };
}

async function written(file: FileHandle, key: DataKey, chunks: AsyncIterable<Uint8Array>) {
  const digest = createHash('sha256');
  let bytes = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      digest.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const { header, block } = sealing(key.bytes);
  await storing(() => file.appendFile(header));
  for await (const piece of inBlocks(through(counted(), createZstdCompress()), blockLength)) {
    await storing(() => file.appendFile(block(piece.bytes, piece.isLast)));
  }
  await storing(() => file.sync());
  return { sha256: digest.digest('hex'), bytes };
}

function moved(draft: string, path: string): void {
  makeFolder(dirname(path));
  renameSync(draft, path);
  // The folders may be new as well.
  for (const folder of [dirname(path), dirname(dirname(path)), dirname(dirname(dirname(path)))]) syncFolder(folder);
}

function removed(path: string): void {
  rmSync(path, { recursive: true, force: true });
  syncFolder(dirname(path));
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

async function* contentOf(path: string, key: DataKey, sha256: string): AsyncGenerator<Uint8Array> {
  const file = await opened(path, sha256);
  const digest = createHash('sha256');
  try {
    for await (const chunk of unpacked(unsealed(file, key))) {
      digest.update(chunk);
      yield chunk;
    }
  } finally {
    await file.close();
  }
  if (digest.digest('hex') !== sha256) {
    throw new TzurotError('corrupt', `The archive has another content under the fingerprint ${sha256}.`);
  }
}

async function* unsealed(file: FileHandle, key: DataKey): AsyncGenerator<Buffer> {
  const { size } = await storing(() => file.stat());
  const { block } = opening(key.bytes, await part(file, 0, headerLength));
  for (let at = headerLength; at < size || at === headerLength; at += sealedLength) {
    yield block(await part(file, at, sealedLength), at + sealedLength >= size);
  }
}

async function* unpacked(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* through(packed, createZstdDecompress());
  } catch (cause) {
    if (cause instanceof TzurotError) throw cause;
    throw new TzurotError('corrupt', 'A file of the archive cannot be unpacked.', { cause });
  }
}

async function part(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await storing(() => file.read(Buffer.allocUnsafe(length), 0, length, at));
  return buffer.subarray(0, bytesRead);
}

async function opened(path: string, sha256: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) {
      throw new TzurotError('not_found', `The archive has nothing with the fingerprint ${sha256}.`, { cause });
    }
    throw new TzurotError('unavailable', `A file of the archive cannot be read: ${path}.`, { cause });
  }
}

/** Does something with the disk, and says in words what stands in the way. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why = isCode(cause, 'ENOSPC') || isCode(cause, 'EDQUOT') ? 'the disk is full' : 'the disk refuses';
    throw new TzurotError('unavailable', `The archive cannot be used: ${why}.`, { cause });
  }
}
