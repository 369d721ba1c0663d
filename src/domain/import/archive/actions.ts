import type { DataKey } from '../../../ports/archive.js';
import type { Clock } from '../../../ports/clock.js';
import type { Entropy } from '../../../ports/entropy.js';
import type { Imports } from '../../../ports/imports.js';
import { idBytes, idOf } from '../../id.js';
import { archiveKeyPlace, archiveKeyPurpose } from '../../wallet/purposes.js';
import type { Keyring } from '../../wallet/keyring.js';
import { masterKeyLength, nonceLength, seal, unseal } from '../../wallet/seal.js';

export type ArchiveKeyPorts = {
  readonly imports: Imports;
  readonly entropy: Entropy;
  readonly clock: Clock;
  readonly keyring: Keyring;
};

/** The key with which one person's archive is sealed, or undefined when they have none yet. */
export async function archiveKeyOf(
  { imports, keyring }: ArchiveKeyPorts,
  userId: string,
): Promise<DataKey | undefined> {
  const sealed = await imports.archiveKey(userId);
  if (sealed === undefined) return undefined;
  const place = archiveKeyPlace(sealed.id, userId);
  return { id: sealed.id, bytes: Buffer.from(unseal(keyring, archiveKeyPurpose, place, sealed.sealed), 'base64url') };
}

/** The same, made when there is none. Whoever destroys it destroys what it seals, copies in backups included. */
export async function ensureArchiveKey(ports: ArchiveKeyPorts, userId: string): Promise<DataKey> {
  const known = await archiveKeyOf(ports, userId);
  if (known !== undefined) return known;
  const key = { id: idOf(ports.entropy.bytes(idBytes)), bytes: ports.entropy.bytes(masterKeyLength) };
  const text = Buffer.from(key.bytes).toString('base64url');
  const place = archiveKeyPlace(key.id, userId);
  const sealed = seal(ports.keyring.active, archiveKeyPurpose, place, text, ports.entropy.bytes(nonceLength));
  await ports.imports.keepArchiveKey({ id: key.id, userId, sealed, createdAt: ports.clock.now() });
  return key;
}
