import type { ChatSurface } from '../../../ports/chat.js';
import type { Log } from '../../../ports/log.js';
import { softly } from '../../around.js';
import type { Incoming } from '../incoming.js';
import { linksIn } from './links.js';
import type { Reference } from './reference.js';

export type ReferencePorts = { readonly chat: ChatSurface; readonly log: Log };

/** What a message refers to: first what the surface said, then what it links to. What those refer to is not followed. */
export async function referencesOf(
  { chat, log }: ReferencePorts,
  message: Incoming,
  most: number,
): Promise<Reference[]> {
  const links = linksIn(message.text, most);
  if (links.length === 0) return message.references.slice(0, most);
  const quoted = await softly(log, 'Looking up what is linked to', () => chat.quote(links, message.author.userId));
  const linked = (quoted ?? []).map((quote): Reference => ({ ...quote, via: 'link' }));
  return [...message.references, ...linked].slice(0, most);
}
