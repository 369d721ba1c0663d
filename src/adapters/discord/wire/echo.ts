import type { WireMessage } from './message.js';

/** A message of this program, as it comes back from Discord. */
export type Echo = {
  readonly id: string;
  readonly channelId: string;
  /** Null for what the bot says under its own name. */
  readonly webhookId: string | null;
  readonly name: string;
  readonly text: string;
  readonly nonce: string | null;
};

type Ours = Pick<WireMessage, 'id' | 'channel_id' | 'webhook_id' | 'content' | 'nonce'> & {
  readonly author: Pick<WireMessage['author'], 'username'>;
};

export const echoOf = ({ id, channel_id, webhook_id, author, content, nonce }: Ours): Echo => ({
  id,
  channelId: channel_id,
  webhookId: webhook_id ?? null,
  name: author.username,
  text: content,
  nonce: nonce === null || nonce === undefined ? null : String(nonce),
});
