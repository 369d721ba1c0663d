import { TzurotError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress } from '../../ports/egress.js';
import type { Proxies } from '../../ports/proxies.js';
import { asking } from './ask.js';
import { isSystem, parseMessage } from './wire.js';

const address = 'config explain pluralkit.url';

/** PluralKit, as anybody may ask it: there is no key. */
export function pluralKit(egress: Egress, url: string, clock: Clock, signal?: AbortSignal): Proxies {
  const ask = asking({ egress, clock, signal }, url);
  return {
    async knows(accountId) {
      const { status, content } = await ask(`systems/${encodeURIComponent(accountId)}`);
      if (status === 404) return false;
      // Everything about it may be hidden. That it is there is not.
      if (status === 403 || (status === 200 && isSystem(content))) return true;
      throw refused(status);
    },

    async whoSaid(messageId) {
      const { status, content } = await ask(`messages/${encodeURIComponent(messageId)}`);
      if (status === 404) return undefined;
      const proxied = status === 200 ? parseMessage(content) : undefined;
      if (proxied === undefined) throw refused(status);
      return proxied;
    },
  };
}

const refused = (status: number): TzurotError =>
  status === 200
    ? new TzurotError('unavailable', 'What answers in the place of PluralKit is something else.', {
        try: address,
        facts: { status },
      })
    : new TzurotError('unavailable', `PluralKit has trouble of its own (${status}). Try again in a while.`, {
        facts: { status },
      });
