import { createHash } from 'node:crypto';
import { TzurotError } from '../../src/domain/errors.js';
import type { Archive } from '../../src/ports/archive.js';

type Content = { readonly bytes: Buffer; readonly key: Uint8Array };

/** An archive in memory. */
export function fakeArchive(): Archive {
  const folders = new Map<string, Map<string, Content>>();
  const folder = (keyId: string) => folders.get(keyId) ?? new Map<string, Content>();
  return {
    async put(key, chunks) {
      const bytes = Buffer.concat(await Array.fromAsync(chunks));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const isNew = !folder(key.id).has(sha256);
      folders.set(key.id, folder(key.id).set(sha256, { bytes, key: key.bytes }));
      return { sha256, bytes: bytes.length, isNew };
    },
    async *read(key, sha256) {
      const found = folder(key.id).get(sha256);
      if (found === undefined) throw new TzurotError('not_found', 'It is not in the archive.');
      if (Buffer.compare(found.key, key.bytes) !== 0) throw new TzurotError('corrupt', 'It does not open.');
      yield Buffer.from(found.bytes);
    },
    has: async (keyId, sha256) => folder(keyId).has(sha256),
    remove: async (keyId, sha256) => folder(keyId).delete(sha256),
    list: async keyId => [...folder(keyId).keys()].toSorted(),
    removeKey: async keyId => void folders.delete(keyId),
  };
}
