import { TzurotError } from '../../src/domain/errors.js';
import { chunkLimit } from '../../src/domain/turn/answering/split.js';
import type { Quote } from '../../src/domain/turn/references/reference.js';
import type { ChatSurface, Delivery } from '../../src/ports/chat.js';

export type Drafted = { readonly channelId: string; readonly speaker: Delivery['speaker']; readonly text: string };

export type FakeChat = ChatSurface & { readonly deliveries: readonly Delivery[]; readonly drafts: readonly Drafted[] };

type Told = {
  readonly failures?: number;
  readonly longestMessage?: number;
  /** What stands there that can be linked to. */
  readonly quotes?: readonly Quote[];
  /** Who may not read that. */
  readonly strangers?: readonly string[];
};

/** A place to talk that records what was said. The first deliveries fail, as many as it is told. */
export function fakeChat({
  failures = 0,
  longestMessage = chunkLimit,
  quotes = [],
  strangers = [],
}: Told = {}): FakeChat {
  const deliveries: Delivery[] = [];
  const drafts: Drafted[] = [];
  let attempts = 0;
  return {
    longestMessage,
    deliveries,
    drafts,
    async deliver(delivery) {
      attempts += 1;
      if (attempts <= failures) throw new TzurotError('unavailable', 'Nothing can be posted at the moment.');
      const nth = deliveries.push(delivery);
      return delivery.chunks.map((_, index) => `posted-${nth}-${index + 1}`);
    },
    draft(channelId, speaker, text) {
      drafts.push({ channelId, speaker, text });
    },
    async quote(links, userId) {
      if (attempts < failures) throw new TzurotError('unavailable', 'Nothing can be looked up at the moment.');
      if (strangers.includes(userId)) return [];
      return links.flatMap(
        ({ channelId, messageId }) => quotes.find(each => each.channelId === channelId && each.id === messageId) ?? [],
      );
    },
  };
}
