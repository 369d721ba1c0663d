import type { ChatSurface, Delivery } from '../../ports/chat.js';
import type { Deliverable } from '../turn/record.js';

/** The one place from which anything is sent to people. What a model wrote pings nobody. */
export const speak = (
  chat: ChatSurface,
  speaker: Delivery['speaker'],
  { outboxId, channelId, chunks }: Deliverable,
): Promise<readonly string[]> => chat.deliver({ outboxId, channelId, speaker, chunks, mentions: 'none' });
