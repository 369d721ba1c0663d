/** What somebody asks for. */
export type Target =
  | { readonly kind: 'avatar'; readonly sha256: string }
  | { readonly kind: 'health' }
  | { readonly kind: 'nothing' }
  /** No address that a program would make. */
  | { readonly kind: 'malformed' };

const avatar = /^\/avatars\/(?<sha256>[a-f0-9]{64})(?:\.(?:png|jpe?g|gif|webp))?$/;

/** Nothing is decoded: whatever is here has a name without a character that would have to be. */
const harmless = /^(?:\/[A-Za-z0-9._~-]*)+$/;

/** The path of the public address may stand before it, or may have been taken away on the way here. */
export function targetOf(url: string, prefix: string): Target {
  const [whole = ''] = url.split('?', 1);
  if (!harmless.test(whole) || whole.split('/').some(part => part === '..' || part === '.'))
    return { kind: 'malformed' };
  const path = prefix !== '' && whole.startsWith(`${prefix}/`) ? whole.slice(prefix.length) : whole;
  if (path === '/health') return { kind: 'health' };
  const sha256 = avatar.exec(path)?.groups?.['sha256'];
  return sha256 === undefined ? { kind: 'nothing' } : { kind: 'avatar', sha256 };
}

/** What the paths behind an address begin with. */
export const prefixOf = (address: string | null): string =>
  address === null ? '' : new URL(address).pathname.replace(/\/+$/, '');
