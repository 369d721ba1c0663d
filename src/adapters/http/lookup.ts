import { lookup as resolve } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { TzurotError } from '../../domain/errors.js';
import { isPublicAddress } from './address.js';

/** The addresses of a host. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export const systemLookup: Lookup = async host => (await resolve(host, { all: true })).map(({ address }) => address);

/** Refuses a host when any of its addresses is not public: which of them a socket takes is not ours to choose. */
export const publicOnly =
  (lookup: Lookup): Lookup =>
  async host => {
    const addresses = await lookup(host);
    if (addresses.every(isPublicAddress)) return addresses;
    throw new TzurotError(
      'denied',
      `${host} was not opened, because it leads to an address that is not on the public Internet.`,
    );
  };

/** A lookup in the form in which sockets ask, once for each connection. */
export const forSockets =
  (lookup: Lookup): LookupFunction =>
  (host, { all }, answer) => {
    lookup(host).then(
      addresses => {
        const found = addresses.map(address => ({ address, family: isIP(address) }));
        const [first] = found;
        if (first === undefined) answer(new Error(`${host} has no address`), '');
        else if (all === true) answer(null, found);
        else answer(null, first.address, first.family);
      },
      error => answer(error, ''),
    );
  };
