import type { Author } from '../../../domain/inbox/said.js';
import type { WireBody, WireUser } from './message.js';

/** Whom this program is at Discord. */
export type Us = { readonly accountId: string; readonly applicationId: string };

/** PluralKit and Tupperbox: they post again, as a webhook, what people wrote. */
const proxies: ReadonlySet<string> = new Set(['466378653216014359', '431544605209788416']);

/** Who wrote a message. */
export const authorOf = (message: WireBody, us: Us, nick: string | null | undefined): Author => ({
  accountId: message.author.id,
  name: nameOf(message.author, nick),
  kind: kindOf(message, us),
});

/** What somebody is called: in this server, else everywhere, else as they signed up. */
export const nameOf = ({ global_name, username }: WireUser, nick: string | null | undefined): string =>
  nick || global_name || username;

export function kindOf({ author, webhook_id, application_id }: WireBody, us: Us): Author['kind'] {
  if (author.id === us.accountId) return 'self';
  if (!webhook_id) return author.bot === true || author.system === true ? 'bot' : 'person';
  if (application_id === us.applicationId) return 'self';
  return application_id && proxies.has(application_id) ? 'proxy' : 'bot';
}
