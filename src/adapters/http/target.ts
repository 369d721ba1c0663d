import { isIP } from 'node:net';
import { TzurotError } from '../../domain/errors.js';
import type { Trust } from '../../ports/egress.js';
import { isPublicAddress } from './address.js';

/** The port of https. A URL that names it is read as one that names none. */
export const httpsPort = 443;

/** The URL in a text, when it may be opened. Names are not resolved here: the sockets check where they lead. */
export function targetOf(text: string, trust: Trust, foreignPorts: readonly number[], from?: URL): URL {
  const url = URL.parse(text, from?.href);
  const referrer = from === undefined ? '' : ` ${from.host} sent us there.`;
  if (url === null)
    throw new TzurotError('denied', `This is not a web address. Give one that starts with https://.${referrer}`);
  const refusal = refusalOf(url, trust, foreignPorts);
  if (refusal === undefined) return url;
  throw new TzurotError('denied', `${url.host || url.protocol} was not opened, because ${refusal}.${referrer}`);
}

function refusalOf(url: URL, trust: Trust, foreignPorts: readonly number[]): string | undefined {
  if (url.username !== '' || url.password !== '') return 'there is a name or a password in the address: leave it out';
  if (trust === 'operator') return /^https?:$/.test(url.protocol) ? undefined : 'only http and https can be used';
  if (url.protocol !== 'https:') return 'only https can be used for it';
  if (!foreignPorts.includes(Number(url.port || httpsPort)))
    return `only port ${httpsPort} can be used for it: leave the port out`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) return 'this address is not on the public Internet';
  return undefined;
}
