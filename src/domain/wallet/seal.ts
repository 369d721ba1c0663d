import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { TzurotError } from '../errors.js';
import type { Keyring, MasterKey } from './keyring.js';

/** What a sealed value belongs to. It opens only in the place it was sealed for. */
export type Place = {
  readonly table: string;
  readonly rowId: string;
  readonly ownerId: string;
  /** The provider of a key, or what else tells values of one row apart. */
  readonly label: string;
};

export const masterKeyLength = 32;
export const nonceLength = 12;
const tagLength = 16;
const version = 'tz1';
const cipher = 'aes-256-gcm';

/** Derived keys, for as long as the master key they come from is in memory. Deriving costs as much as sealing. */
const derivedKeys = new WeakMap<Uint8Array, Map<string, Buffer>>();

function derived(bytes: Uint8Array, purpose: string): Buffer {
  const known = derivedKeys.get(bytes) ?? new Map<string, Buffer>();
  const key = known.get(purpose) ?? Buffer.from(hkdfSync('sha256', bytes, '', `tzurot/${purpose}`, masterKeyLength));
  derivedKeys.set(bytes, known.set(purpose, key));
  return key;
}

/** Makes a master key of 32 bytes. Its id is derived from it and tells nothing about it. */
export function masterKeyOf(bytes: Uint8Array): MasterKey {
  if (bytes.length !== masterKeyLength) {
    throw new TzurotError('invalid', `A master key is ${masterKeyLength} bytes long, this one is ${bytes.length}.`);
  }
  const id = createHash('sha256').update(derived(bytes, 'key-id')).digest('hex').slice(0, 8);
  return { id, bytes };
}

/** A value by which a key is recognised before anything sealed with it is touched. */
export const checkValueOf = (key: MasterKey): string =>
  createHmac('sha256', derived(key.bytes, 'check')).update(key.id).digest('hex');

export const matchesCheckValue = (key: MasterKey, checkValue: string): boolean => {
  const own = Buffer.from(checkValueOf(key));
  const other = Buffer.from(checkValue);
  return own.length === other.length && timingSafeEqual(own, other);
};

/** Each value is bound to its place by lengths as well as by text, so that no two places read alike. */
function associatedData(place: Place, purpose: string, keyId: string): Buffer {
  const fields = [version, purpose, place.table, place.rowId, place.ownerId, place.label, keyId].map(field =>
    Buffer.from(field),
  );
  return Buffer.concat(fields.flatMap(field => [lengthOf(field), field]));
}

function lengthOf(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return length;
}

/** The cipher alone. The tag, always whole, stands at the end; the nonce must be fresh and random. */
export function encrypted(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, bytes: Uint8Array): Buffer {
  if (nonce.length !== nonceLength) throw new Error(`A nonce is ${nonceLength} bytes long.`);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagLength });
  sealing.setAAD(associated);
  return Buffer.concat([sealing.update(bytes), sealing.final(), sealing.getAuthTag()]);
}

/** The way back. Throws for whatever was not made with this key, this nonce and these associated data. */
export function decrypted(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Buffer {
  if (nonce.length !== nonceLength || sealed.length < tagLength) throw new Error('This was not sealed here.');
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength });
  opening.setAAD(associated);
  opening.setAuthTag(sealed.subarray(sealed.length - tagLength));
  return Buffer.concat([opening.update(sealed.subarray(0, sealed.length - tagLength)), opening.final()]);
}

/** Seals a text: `tz1.<key id>.<nonce>.<ciphertext and tag>`. The nonce must be fresh and random. */
export function seal(key: MasterKey, purpose: string, place: Place, text: string, nonce: Uint8Array): string {
  const associated = associatedData(place, purpose, key.id);
  const sealed = encrypted(sealingKey(key, purpose), nonce, associated, Buffer.from(text));
  return [version, key.id, Buffer.from(nonce).toString('base64url'), sealed.toString('base64url')].join('.');
}

const sealingKey = ({ bytes, id }: MasterKey, purpose: string): Buffer => derived(bytes, `${purpose}/${id}`);

/** Why a value does not open, for scripts. Of what does not fit its place, it is not told what does not fit. */
export type SealFault = 'BAD_FORMAT' | 'UNKNOWN_VERSION' | 'UNKNOWN_KID' | 'KEY_BINDING';

const refused = (reason: SealFault, message: string, details: { try?: string; cause?: unknown } = {}) =>
  new TzurotError('corrupt', message, { ...details, facts: { reason } });

/** Opens what was sealed for this place. Anything else is refused as corrupt, without saying what did not fit. */
export function unseal(keyring: Keyring, purpose: string, place: Place, envelope: string): string {
  const { keyId, nonce, sealed } = parseEnvelope(envelope);
  const key = keyring.find(keyId);
  if (key === undefined) {
    const atHand = `the one at hand is ${keyring.active.id}`;
    throw refused('UNKNOWN_KID', `This was sealed with the master key ${keyId}, and ${atHand}.`, { try: 'doctor' });
  }
  try {
    return decrypted(sealingKey(key, purpose), nonce, associatedData(place, purpose, keyId), sealed).toString('utf8');
  } catch (cause) {
    const message = 'A sealed value does not open in its place: it was changed, or moved here.';
    throw refused('KEY_BINDING', message, { cause });
  }
}

/** Something sealed, and what it was sealed for. */
export type SealedValue = { readonly place: Place; readonly purpose: string; readonly sealed: string };

/** The text of a value, where it opens in its place with these keys. */
export function opened(keyring: Keyring, { purpose, place, sealed }: SealedValue): string | undefined {
  try {
    return unseal(keyring, purpose, place, sealed);
  } catch {
    return undefined;
  }
}

/** The key id an envelope names. */
export const keyIdOf = (envelope: string): string => parseEnvelope(envelope).keyId;

function parseEnvelope(envelope: string) {
  const [found = '', keyId, nonceText, sealedText, ...more] = envelope.split('.');
  if (found !== version) {
    throw refused('UNKNOWN_VERSION', `A sealed value has the unknown version “${found.slice(0, 8)}”.`);
  }
  const nonce = canonical(nonceText);
  const sealed = canonical(sealedText);
  const isWhole = more.length === 0 && keyId !== undefined && /^[0-9a-f]{8}$/.test(keyId);
  if (!isWhole || nonce?.length !== nonceLength || sealed === undefined || sealed.length < tagLength) {
    throw refused('BAD_FORMAT', 'A sealed value is not in the form in which values are sealed.');
  }
  return { keyId, nonce, sealed };
}

/** Base64url that decodes and encodes to itself; undefined for any other spelling. */
function canonical(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
