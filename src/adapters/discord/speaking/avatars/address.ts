import { addressBelow } from '../../../../domain/text/address.js';
import type { Way } from './way.js';

const lastsMs = 24 * 3600 * 1000;

/** The address that this program serves its pictures at, for those whom it can be seen from outside. */
export const addressWay = (baseUrl: string): Way => ({
  name: 'address',
  lastsMs,
  urlOf: async sha256 => addressBelow(baseUrl, `avatars/${sha256}`),
});
