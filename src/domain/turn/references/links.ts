import { codeSpans, isInside } from '../../text/code-spans.js';

/** Where a message stands that somebody linked to. */
export type MessageLink = {
  /** Null in direct messages. */
  readonly guildId: string | null;
  readonly channelId: string;
  readonly messageId: string;
};

const written =
  /https?:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/channels\/(@me|\d{15,20})\/(\d{15,20})\/(\d{15,20})(?!\d)/gi;

/** The messages that a text links to, each once, the first ones. In code a link is only text. */
export function linksIn(text: string, most: number): MessageLink[] {
  const code = codeSpans(text);
  const links = new Map<string, MessageLink>();
  for (const { 1: guild = '', 2: channelId = '', 3: messageId = '', index } of text.matchAll(written)) {
    if (links.size >= most) break;
    if (isInside(code, index)) continue;
    const key = `${channelId}/${messageId}`;
    if (!links.has(key)) links.set(key, { guildId: guild.startsWith('@') ? null : guild, channelId, messageId });
  }
  return [...links.values()];
}
