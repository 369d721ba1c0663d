/** Where somebody reaches this machine from itself. */
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** These stand for every address there is, so nobody calls on one of them. */
const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '[::]']);

/**
 * The names that this server answers to. A name that leads here without being one of them was made to lead here, so
 * that a page from elsewhere may read what it should not.
 */
export function namesFor(host: string, publicUrl: string | null): ReadonlySet<string> {
  const own = publicUrl === null ? [] : [new URL(publicUrl).hostname];
  return new Set([...loopback, bracketed(host), ...own].filter(name => !everywhere.has(name)));
}

const named = /^(?<name>\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?$/i;

/** The name in a Host header, without its port. Undefined where it is none. */
export const nameIn = (header: string): string | undefined => named.exec(header)?.groups?.['name']?.toLowerCase();

/** The name of the place that a page comes from. */
export function nameOfOrigin(origin: string): string | undefined {
  return /^https?:\/\/[^/]+$/i.test(origin) ? nameIn(origin.replace(/^https?:\/\//i, '')) : undefined;
}

/** An address as it stands in a URL. */
export function bracketed(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') && !plain.startsWith('[') ? `[${plain}]` : plain;
}
