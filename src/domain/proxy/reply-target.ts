import type { RepliedTo, Said } from '../inbox/said.js';
import { linksIn } from '../turn/references/links.js';

/**
 * What a copy replies to. Webhooks cannot reply, so that stands in the original; where nobody heard it, the bot has
 * linked to it in an embed, with a label of its own before any text that it quotes.
 */
export function replyTargetOf(copy: Said, original: Said | undefined): RepliedTo | null {
  if (copy.replyTo !== null) return copy.replyTo;
  if (original !== undefined) return original.replyTo;
  const [link] = copy.embedded.flatMap(description => linksIn(labelled.exec(description)?.[1] ?? '', 1));
  if (link === undefined || link.guildId !== copy.where.venue.guildId) return null;
  return { messageId: link.messageId, channelId: link.channelId, message: null };
}

/** `**[Reply to:](address)** …`: whatever the words are, the description begins with them. */
const labelled = /^\s*(?:\*\*)?\[[^\]\n]{1,100}\]\(<?(https?:\/\/[^\s)>]{1,200})>?\)/;
