import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where things are in the archive. Ids and fingerprints become paths here, so their form is checked. */
export function folderOf(archive: string, keyId: string): string {
  if (!/^[\w-]{1,64}$/.test(keyId)) throw new Error('The id of a data key has letters, digits, "-" and "_".');
  return join(archive, keyId);
}

export function fileOf(archive: string, keyId: string, sha256: string): string {
  if (!isFingerprint(sha256)) throw new Error('A SHA-256 has 64 hexadecimal digits.');
  return join(folderOf(archive, keyId), sha256.slice(0, 2), sha256);
}

/** The fingerprints of what is in a folder of the archive, in order. */
export const fingerprintsIn = (folder: string): string[] =>
  namesIn(folder)
    .filter(name => /^[0-9a-f]{2}$/.test(name))
    .flatMap(name => namesIn(join(folder, name)).filter(isFingerprint))
    .toSorted();

const isFingerprint = (name: string) => /^[0-9a-f]{64}$/.test(name);

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
