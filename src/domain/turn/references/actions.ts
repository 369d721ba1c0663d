import type { Log } from '../../../ports/log.js';
import { softly } from '../../around.js';
import type { Incoming } from '../incoming.js';
import { quoteOf, type OverhearingPorts } from '../overheard/actions.js';
import { linksIn } from './links.js';
import type { Reference } from './reference.js';

export type ReferencePorts = OverhearingPorts & { readonly log: Log };

/** What a message refers to: first what the surface said, then what it links to. What those refer to is not followed. */
export async function referencesOf(ports: ReferencePorts, message: Incoming, most: number): Promise<Reference[]> {
  const links = linksIn(message.text, most);
  if (links.length === 0) return message.references.slice(0, most);
  const looking = () => ports.chat.quote(links, message.author.accountId);
  const found = (await softly(ports.log, 'Looking up what is linked to', looking)) ?? [];
  const quotes = await Promise.all(found.map(overheard => quoteOf(ports, overheard)));
  const linked = quotes.map((quote): Reference => ({ ...quote, via: 'link' }));
  return [...message.references, ...linked].slice(0, most);
}
