import { createHash } from 'node:crypto';
import type { Hash } from '../../ports/hash.js';

/** SHA-256 by OpenSSL. */
export const systemHash = (): Hash => ({ sha256: content => createHash('sha256').update(content).digest('hex') });
