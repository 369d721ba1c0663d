import type { Check } from './check.js';

/** Where a service is asked, by its name. */
export type ServiceAddress = {
  readonly name: string;
  readonly url: string;
  /** Something that is expected to stand on this machine. */
  readonly isOwn: boolean;
};

/** Addresses may be plain and private where the operator says so, but somebody should know. */
export function judgeAddresses(addresses: readonly ServiceAddress[]): Check {
  const concerns = addresses.flatMap(concernAbout);
  if (concerns.length === 0) return { id: 'addresses', status: 'ok', message: 'Services are asked at safe addresses.' };
  return { id: 'addresses', status: 'warn', message: concerns.join(' ') };
}

function concernAbout({ name, url, isOwn }: ServiceAddress): string[] {
  const { protocol, host, hostname } = new URL(url);
  const isHere = loopback.test(hostname);
  if (isOwn && isHere) return [];
  const isPlain = protocol === 'http:';
  const isPrivate = isHere || privateHost.test(hostname);
  if (isPlain && !isHere) return [`${name} is asked at ${host} over plain http: everybody on the way can read it.`];
  return isPlain || (isPrivate && !isOwn) ? [`${name} is asked at ${host}, which is a private address.`] : [];
}

const loopback = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/;

const privateHost =
  /^(?:10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[f[cd].*\]|\[fe80.*\]|.*\.(?:local|internal|lan|home\.arpa))$/;
