import { derivedId } from '../../../domain/id.js';
import type { Hash } from '../../../ports/hash.js';

/** By which Discord knows that two requests want the same message. It takes 25 characters. */
export const nonceOf = (hash: Pick<Hash, 'sha256'>, ...parts: readonly string[]): string =>
  derivedId(text => hash.sha256(text), 'discord', ...parts);
