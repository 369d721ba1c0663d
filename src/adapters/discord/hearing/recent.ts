import { bounded } from '../../../domain/bounded.js';
import type { Edited, Erased, Overheard } from '../../../domain/inbox/said.js';
import { byAge, isOlder } from '../../../domain/discord/snowflake.js';

/** Messages of a channel, and whether there are none before them. */
export type Page = { readonly messages: readonly Overheard[]; readonly isAll: boolean };

/** What was asked for at Discord: the newest so many of a channel, or the newest before this one. */
type Fetch = (channelId: string, most: number, before?: string) => Promise<Page>;

/** What is being said in channels, so that an answer does not have to ask each time. */
export type Recent = {
  heard(message: Overheard): void;
  edited(edited: Edited): void;
  erased(erased: Erased): void;
  /** Forgets everything: some of it may have been missed. */
  forget(): void;
  /** The newest messages before this one, at most so many, oldest first. Throws what `fetch` throws. */
  before(channelId: string, id: string, most: number): Promise<Overheard[]>;
};

/** The newest messages of one channel, from when somebody first wanted them. */
type Ring = {
  readonly messages: Map<string, Overheard>;
  readonly filled: Promise<void>;
  /** What happened to messages while the beginning is still being asked for. Null afterwards. */
  meanwhile: { readonly erased: Set<string>; readonly edits: Map<string, string> } | null;
  /** Whether there are none before them. */
  isAll: boolean;
};

export const perChannel = 100;
export const mostChannels = 200;

export function recentMessages(fetch: Fetch, isConnected: () => boolean): Recent {
  const rings = bounded<string, Ring>(mostChannels);

  const begin = (channelId: string): Ring => {
    const ring: Ring = {
      messages: new Map(),
      filled: fetch(channelId, perChannel).then(page => fill(ring, page)),
      meanwhile: { erased: new Set(), edits: new Map() },
      isAll: false,
    };
    ring.filled.catch(() => {
      if (rings.get(channelId) === ring) rings.delete(channelId);
    });
    return ring;
  };

  /** The one that is wanted now is the last to go. */
  const wanted = (channelId: string): Ring => {
    const ring = rings.get(channelId) ?? begin(channelId);
    rings.set(channelId, ring);
    return ring;
  };

  const ask = async (channelId: string, id: string, most: number) => [
    ...(await fetch(channelId, Math.min(most, perChannel), id)).messages,
  ];

  return {
    heard(message) {
      const ring = rings.get(message.channelId);
      if (ring === undefined || ring.meanwhile?.erased.has(message.id)) return;
      ring.messages.set(message.id, message);
      trim(ring);
    },
    edited({ id, channelId, text }) {
      const ring = rings.get(channelId);
      const message = ring?.messages.get(id);
      if (message !== undefined) ring?.messages.set(id, { ...message, text });
      ring?.meanwhile?.edits.set(id, text);
    },
    erased({ channelId, ids }) {
      const ring = rings.get(channelId);
      for (const id of ids) {
        ring?.messages.delete(id);
        ring?.meanwhile?.erased.add(id);
      }
    },
    forget: () => rings.clear(),
    async before(channelId, id, most) {
      if (most <= 0) return [];
      /* Nothing is heard without a connection: what is kept then may be old before it is there. */
      if (!isConnected()) return ask(channelId, id, most);
      const ring = wanted(channelId);
      await ring.filled;
      const older = [...ring.messages.values()].filter(message => isOlder(message.id, id));
      if (older.length < most && !ring.isAll) return ask(channelId, id, most);
      return older.toSorted((a, b) => byAge(a.id, b.id)).slice(-most);
    },
  };
}

/** What was heard meanwhile is newer than what Discord said. */
function fill(ring: Ring, { messages, isAll }: Page): void {
  const { meanwhile } = ring;
  for (const message of messages)
    if (!ring.messages.has(message.id) && !meanwhile?.erased.has(message.id))
      ring.messages.set(message.id, { ...message, text: meanwhile?.edits.get(message.id) ?? message.text });
  ring.isAll = isAll;
  ring.meanwhile = null;
  trim(ring);
}

function trim(ring: Ring): void {
  while (ring.messages.size > perChannel) {
    const oldest = [...ring.messages.keys()].reduce((a, b) => (isOlder(b, a) ? b : a));
    ring.messages.delete(oldest);
    ring.isAll = false;
  }
}
