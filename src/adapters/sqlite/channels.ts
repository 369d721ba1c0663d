import { eq } from 'drizzle-orm';
import type { Venue } from '../../domain/conversation/venue.js';
import type { Database } from './database.js';
import { perDatabase } from './per-database.js';
import { channels } from './schema.js';

const noting = perDatabase(({ sql }) =>
  sql.prepare(
    `INSERT INTO channels (id, platform, kind, guild_id, is_public)
     VALUES (@channelId, @platform, @kind, @guildId, @isPublic)
     ON CONFLICT (id) DO UPDATE SET platform = excluded.platform, kind = excluded.kind,
       guild_id = excluded.guild_id, is_public = excluded.is_public`,
  ),
);

/** Notes a place where something is said, or what has changed about it. Must run inside a write. */
export function ensureChannel(db: Database, { isPublic, ...venue }: Venue): void {
  noting(db).run({ ...venue, isPublic: isPublic ? 1 : 0 });
}

/** A place by its id. */
export function venueAt({ orm }: Database, channelId: string): Venue {
  const row = orm.select().from(channels).where(eq(channels.id, channelId)).get();
  if (row === undefined) throw new Error(`The channel ${channelId} is not in the store.`);
  return { channelId, platform: row.platform, kind: row.kind, guildId: row.guildId, isPublic: row.isPublic };
}
