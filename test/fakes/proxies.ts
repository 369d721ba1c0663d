import { TzurotError } from '../../src/domain/errors.js';
import type { Proxied } from '../../src/domain/proxy/proxied.js';
import type { Proxies } from '../../src/ports/proxies.js';

export type FakeProxies = Proxies & {
  /** What it was asked, in order: accounts and messages. */
  readonly asked: readonly string[];
  /** This account speaks through it from now on. */
  join(accountId: string): void;
  /** It knows who said this message from now on. */
  post(messageId: string, proxied: Proxied): void;
  /** Nobody answers from now on, until it is back. */
  fail(): void;
  recover(): void;
};

/** A service that posts what people say. It knows nobody until it is told. */
export function fakeProxies(): FakeProxies {
  const asked: string[] = [];
  const accounts = new Set<string>();
  const messages = new Map<string, Proxied>();
  const state = { isThere: true };
  const ask = (what: string) => {
    asked.push(what);
    if (!state.isThere) throw new TzurotError('unavailable', 'Nobody answers.');
  };
  return {
    asked,
    join: accountId => void accounts.add(accountId),
    post: (messageId, proxied) => void messages.set(messageId, proxied),
    fail: () => void (state.isThere = false),
    recover: () => void (state.isThere = true),
    async knows(accountId) {
      ask(accountId);
      return accounts.has(accountId);
    },
    async whoSaid(messageId) {
      ask(messageId);
      return messages.get(messageId);
    },
  };
}
