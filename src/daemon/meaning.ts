import type { App } from '../app.js';
import type { Said } from '../domain/inbox/said.js';
import type { Proxied } from '../domain/proxy/proxied.js';

/** What somebody said, and who that was if they spoke through a proxy bot. */
export type Meant = { readonly said: Said; readonly proxied: Proxied | null };

/**
 * Whether it is this message that counts, and who said it. Undefined where it does not: of what goes through a proxy bot
 * the copy counts, and not the original, unless that was answered before anybody knew.
 */
export async function meantBy(app: App, said: Said, signal: AbortSignal): Promise<Meant | undefined> {
  if (said.author.kind === 'person') {
    return (await app.proxying.hold(said, signal)) === 'free' ? { said, proxied: null } : undefined;
  }
  if (said.author.kind !== 'proxy') return { said, proxied: null };
  const { proxied, fate, replyTo } = await app.proxying.resolve(said, signal);
  if (fate === 'answered') return undefined;
  return { said: { ...said, replyTo: replyTo ?? said.replyTo }, proxied };
}
