import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { TzurotError } from '../../../domain/errors.js';

const magic = Buffer.from('TZA\u0001', 'latin1');
const saltLength = 16;
const prefixLength = 7;
const tagLength = 16;
const cipher = 'aes-256-gcm';

export const headerLength = magic.length + saltLength + prefixLength;

/** How much is sealed at a time, and how much of the file that takes. */
export const blockLength = 64 * 1024;
export const sealedLength = blockLength + tagLength;

/**
 * Seals block after block. Each is bound to the file, to its number, and to whether it is the last: blocks that are
 * moved, left out, taken from elsewhere or missing at the end do not open.
 */
export type Sealing = { readonly header: Buffer; block(bytes: Buffer, isLast: boolean): Buffer };
export type Opening = { block(sealed: Buffer, isLast: boolean): Buffer };

/** For a new file. Its key is its own, derived from the data key and what is random in its header. */
export function sealing(dataKey: Uint8Array): Sealing {
  const header = Buffer.concat([magic, randomBytes(saltLength + prefixLength)]);
  const key = fileKey(dataKey, header);
  let number = 0;
  return {
    header,
    block(bytes, isLast) {
      const sealer = createCipheriv(cipher, key, nonceOf(header, number, isLast), { authTagLength: tagLength });
      sealer.setAAD(header);
      number += 1;
      return Buffer.concat([sealer.update(bytes), sealer.final(), sealer.getAuthTag()]);
    },
  };
}

/** For a file that begins with this header. Throws `corrupt` when it is none of ours, and when a block does not open. */
export function opening(dataKey: Uint8Array, header: Buffer): Opening {
  if (header.length < headerLength || !header.subarray(0, magic.length).equals(magic)) {
    throw new TzurotError('corrupt', 'A file of the archive does not begin as one. It was changed, or cut off.');
  }
  const key = fileKey(dataKey, header);
  let number = 0;
  return {
    block(sealed, isLast) {
      const end = sealed.length - tagLength;
      if (end < 0) throw new TzurotError('corrupt', changed);
      const opener = createDecipheriv(cipher, key, nonceOf(header, number, isLast), { authTagLength: tagLength });
      opener.setAAD(header);
      opener.setAuthTag(sealed.subarray(end));
      number += 1;
      try {
        return Buffer.concat([opener.update(sealed.subarray(0, end)), opener.final()]);
      } catch (cause) {
        throw new TzurotError('corrupt', changed, { cause });
      }
    },
  };
}

const changed = 'A file of the archive does not open: it was changed or cut off, or was sealed with another key.';

const fileKey = (dataKey: Uint8Array, header: Buffer): Buffer =>
  Buffer.from(
    hkdfSync('sha256', dataKey, header.subarray(magic.length, magic.length + saltLength), 'tzurot/archive', 32),
  );

function nonceOf(header: Buffer, number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  header.copy(nonce, 0, magic.length + saltLength);
  nonce.writeUInt32BE(number, prefixLength);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
