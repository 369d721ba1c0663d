import { isNewer } from '../domain/discord/snowflake.js';

/** Up to where channels were seen, until it is written down. */
export type Seen = {
  /** A message came, and is not taken in yet. */
  begin(channelId: string, messageId: string): void;
  /** It was taken in, or is nobody's to answer. */
  end(channelId: string, messageId: string): void;
  /** What was said in a channel since then has still to be looked for; once it is found, it is known. */
  miss(channelId: string, since: string): void;
  found(channelId: string): void;
  /** Where something has to be looked for, since which message. */
  missing(): ReadonlyMap<string, string>;
  /** The connection is gone: something may be missed, and what comes afterwards must not hide that. */
  interrupted(): void;
  /** Nothing was missed. */
  resumed(): void;
  /** Somebody finds out where something was missed; then it is known, as far as `miss` says so. */
  looking(): void;
  looked(): void;
  /** What is to be written down now. A channel in which something was missed, or is still to be taken in, has to wait. */
  take(): ReadonlyMap<string, string>;
};

export function seen(): Seen {
  const newest = new Map<string, string>();
  const pending = new Map<string, Set<string>>();
  const missing = new Map<string, string>();
  /* Before the first look nobody knows what was missed. */
  const doubts = { isBroken: false, isLooking: true };
  return {
    begin(channelId, messageId) {
      const here = pending.get(channelId) ?? new Set();
      pending.set(channelId, here.add(messageId));
    },
    end(channelId, messageId) {
      const here = pending.get(channelId);
      here?.delete(messageId);
      if (here?.size === 0) pending.delete(channelId);
      if (isNewer(messageId, newest.get(channelId) ?? null)) newest.set(channelId, messageId);
    },
    miss(channelId, since) {
      if (!missing.has(channelId)) missing.set(channelId, since);
    },
    found: channelId => void missing.delete(channelId),
    missing: () => missing,
    interrupted: () => void (doubts.isBroken = true),
    resumed: () => void (doubts.isBroken = false),
    looking: () => void Object.assign(doubts, { isBroken: false, isLooking: true }),
    looked: () => void (doubts.isLooking = false),
    take() {
      if (doubts.isBroken || doubts.isLooking) return new Map();
      const isKnown = (channelId: string) => !pending.has(channelId) && !missing.has(channelId);
      const taken = new Map([...newest].filter(([channelId]) => isKnown(channelId)));
      for (const channelId of taken.keys()) newest.delete(channelId);
      return taken;
    },
  };
}
