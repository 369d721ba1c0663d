import { eq } from 'drizzle-orm';
import type { Venue } from '../../domain/conversation/venue.js';
import type { Database } from './database.js';
import { channels } from './schema.js';

/** Notes a place where something is said, or what has changed about it. Must run inside a write. */
export function ensureChannel({ orm }: Database, { channelId, ...venue }: Venue): void {
  orm
    .insert(channels)
    .values({ id: channelId, ...venue })
    .onConflictDoUpdate({ target: channels.id, set: venue })
    .run();
}

/** A place by its id. */
export function venueAt({ orm }: Database, channelId: string): Venue {
  const row = orm.select().from(channels).where(eq(channels.id, channelId)).get();
  if (row === undefined) throw new Error(`The channel ${channelId} is not in the store.`);
  return { channelId, platform: row.platform, kind: row.kind, guildId: row.guildId, isPublic: row.isPublic };
}
