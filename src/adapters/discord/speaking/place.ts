import { z } from 'zod';
import type { Calls } from './calling/calls.js';
import { failureOf } from './calling/failure.js';
import { bounded } from '../../../domain/bounded.js';
import { isDirect, isForum, isThread } from '../wire/place.js';

/** A place on Discord, as far as it matters to who speaks there. */
export type Place = {
  /** In a forum itself nothing can be posted, only in the posts in it, which are threads. */
  readonly kind: 'dm' | 'channel' | 'thread' | 'forum';
  /** The channel that a thread belongs to. */
  readonly parentId: string | null;
  /** Whether we may make webhooks there; of a thread: in its parent. Null where that is not known. */
  readonly canWebhooks: boolean | null;
};

/** What is known without asking. */
export type Channels = (channelId: string) => Place | undefined;

export type Places = {
  /** What is known without asking, or was asked before. */
  known(channelId: string): Place | undefined;
  of(channelId: string): Promise<Place>;
};

const channelSchema = z.object({ type: z.number(), parent_id: z.string().nullish() });
const mostAsked = 1000;

export function placesOf(calls: Calls, channels: Channels): Places {
  const asked = bounded<string, Place>(mostAsked);
  const known = (channelId: string) => channels(channelId) ?? asked.get(channelId);
  return {
    known,
    async of(channelId) {
      const already = known(channelId);
      if (already !== undefined) return already;
      const outcome = await calls.insist({
        method: 'GET',
        route: `/channels/${channelId}`,
        cause: `look ${channelId}`,
      });
      if (outcome.kind !== 'answered') throw failureOf(outcome, channelId);
      const channel = channelSchema.safeParse(outcome.body);
      if (!channel.success)
        throw failureOf({ kind: 'unclear', why: 'what it said of a channel cannot be read' }, channelId);
      const place = placeOf(channel.data);
      asked.set(channelId, place);
      return place;
    },
  };
}

function placeOf({ type, parent_id: parentId = null }: z.infer<typeof channelSchema>): Place {
  const kind = isDirect({ type }) ? 'dm' : isThread({ type }) ? 'thread' : isForum({ type }) ? 'forum' : 'channel';
  return { kind, parentId: kind === 'thread' ? parentId : null, canWebhooks: kind === 'dm' ? false : null };
}

/** Whose webhooks speak there. */
export const homeOf = (channelId: string, place: Place): string => place.parentId ?? channelId;
