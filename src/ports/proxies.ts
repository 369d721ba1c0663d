import type { Proxied } from '../domain/proxy/proxied.js';

/**
 * A service that lets several people share an account, and posts what they say under their own names. It is asked while
 * somebody waits for an answer, so it answers within seconds or not at all: then these throw `unavailable`.
 */
export interface Proxies {
  /** Whether an account speaks through it. What that account hides from others does not matter here. */
  knows(accountId: string): Promise<boolean>;
  /**
   * Who said a message that it posted. Undefined where it knows of none, and for a moment after it posted one: what it
   * posts can be heard before it can be asked for.
   */
  whoSaid(messageId: string): Promise<Proxied | undefined>;
}
