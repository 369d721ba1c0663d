import { createHash, hash } from 'node:crypto';
import type { Hash } from '../../ports/hash.js';

/** Fingerprints by OpenSSL. */
export const systemHash = (): Hash => ({
  sha256: content => hash('sha256', content, 'hex'),
  md5: content => hash('md5', content, 'hex'),
  sha256Of: async chunks => {
    const hashing = createHash('sha256');
    let bytes = 0;
    for await (const chunk of chunks) {
      hashing.update(chunk);
      bytes += chunk.length;
    }
    return { sha256: hashing.digest('hex'), bytes };
  },
});
