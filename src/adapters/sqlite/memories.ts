import { eq } from 'drizzle-orm';
import type { Memory } from '../../domain/memory/memory.js';
import type { Scope } from '../../domain/memory/scope.js';
import { termsOf } from '../../domain/memory/terms.js';
import type { Memories } from '../../ports/memories.js';
import { ensureChannel } from './channels.js';
import type { Database } from './database.js';
import { matchFor } from './memory-index.js';
import { perDatabase, places } from './per-database.js';
import { memories, memoryPeople } from './schema.js';
import { visible } from './visible.js';

type Row = Omit<typeof memories.$inferSelect, 'seq' | 'personaId' | 'batchSeq'> & {
  platform: Memory['venue']['platform'];
  kind: Memory['venue']['kind'];
  guildId: string | null;
  /** As JSON. Null for most. */
  others: string | null;
};
type ScopeRow = { user: string; personality: string; channel: string; guild: string | null; isDm: number };

const columns = `
  m.id, m.personality_id AS personalityId, m.user_id AS userId, m.role, m.text, m.terms, m.sector, m.sectors,
  m.channel_id AS channelId, m.is_public AS isPublic, m.said_at AS saidAt, m.is_dated AS isDated,
  m.is_claimed AS isClaimed, m.message_id AS messageId,
  m.reply_to AS replyTo, m.source, c.platform, c.kind, c.guild_id AS guildId,
  CASE WHEN EXISTS (SELECT 1 FROM memory_people WHERE memory_id = m.id)
    THEN (SELECT json_group_array(user_id ORDER BY user_id) FROM memory_people WHERE memory_id = m.id) END AS others`;

const isTheirs = `(m.user_id = :user OR EXISTS (SELECT 1 FROM memory_people WHERE memory_id = m.id AND user_id = :user))`;

/** The same rule as the domain's `mayRecall`, where it cannot be left out: in the query itself. */
const inScope = `
  m.personality_id = :personality AND ${visible('m')} AND (
    (${isTheirs} AND (:isDm OR m.channel_id = :channel OR (m.is_public = 1 AND c.guild_id = :guild)))
    OR (m.is_claimed = 1 AND NOT :isDm AND m.channel_id = :channel))`;

/** More different words than ten thousand characters can hold. Far beyond it, the text index gets very slow. */
const mostTerms = 5000;

export function sqliteMemories(db: Database): Memories {
  const { sql, orm, read, write } = db;
  const from = 'FROM memories m JOIN channels c ON c.id = m.channel_id';
  const matching = `FROM memory_index f JOIN memories m ON m.seq = f.rowid JOIN channels c ON c.id = m.channel_id
    WHERE memory_index MATCH :match AND ${inScope}`;

  const finding = sql.prepare<[string], Row>(`SELECT ${columns} ${from} WHERE m.id = ? AND ${visible('m')}`);
  const listing = sql.prepare<[{ personality: string; user: string | null; limit: number }], Row>(
    `SELECT ${columns} ${from} WHERE m.personality_id = :personality AND ${visible('m')} AND (:user IS NULL OR ${isTheirs})
     ORDER BY m.said_at DESC, m.seq DESC LIMIT :limit`,
  );
  const counting = sql.prepare<[ScopeRow], { total: number }>(`SELECT count(*) AS total ${from} WHERE ${inScope}`);
  const all = sql.prepare<[ScopeRow & { match: string; limit: number }], Row>(
    `SELECT ${columns} ${matching} LIMIT :limit`,
  );
  const best = sql.prepare<[ScopeRow & { match: string; limit: number }], Row>(
    `SELECT ${columns} ${matching} ORDER BY f.rank LIMIT :limit`,
  );
  const channelSeq = sql.prepare<[string], { seq: number }>('SELECT seq FROM channels WHERE id = ?');

  const scopesOf = ({ userId, personalityId, venue }: Scope): string[] => {
    const here = channelSeq.get(venue.channelId);
    const own = `u${userId}x${personalityId}`;
    return venue.kind === 'dm' || here === undefined ? [own] : [own, `c${here.seq}x${personalityId}`];
  };

  return {
    add: memory =>
      write(() => {
        ensureChannel(db, memory.venue);
        insertMemory(db, memory);
      }),

    find: id =>
      read(() => {
        const row = finding.get(id);
        return row && memoryOf(row);
      }),

    list: ({ personalityId, userId, limit }) =>
      read(() => listing.all({ personality: personalityId, user: userId ?? null, limit: limit ?? -1 }).map(memoryOf)),

    search: (scope, terms, limit) =>
      read(() => {
        const filter = filterOf(scope);
        const scopeSize = counting.get(filter)?.total ?? 0;
        if (terms.length === 0) return { candidates: [], scopeSize };
        const query = { ...filter, match: matchFor(scopesOf(scope), [...new Set(terms)].slice(0, mostTerms)) };
        const some = all.all({ ...query, limit: limit + 1 });
        const rows = some.length > limit ? best.all({ ...query, limit }) : some;
        return { scopeSize, candidates: rows.map(row => ({ memory: memoryOf(row), terms: row.terms.split(' ') })) };
      }),

    remove: id => write(() => orm.delete(memories).where(eq(memories.id, id)).run().changes > 0),
  };
}

const inserting = perDatabase(({ orm }) =>
  orm
    .insert(memories)
    .values({
      ...places('id', 'personalityId', 'userId', 'role', 'text', 'terms', 'sector', 'sectors', 'channelId', 'isPublic'),
      ...places('saidAt', 'isDated', 'isClaimed', 'messageId', 'replyTo', 'source'),
    })
    .onConflictDoNothing({ target: memories.id })
    .prepare(),
);

/** Adds a memory whose channel is known, unless it is there already. Must run inside a write. */
export function insertMemory(db: Database, { venue, others = [], undated, unclaimed, ...memory }: Memory): void {
  const { changes } = inserting(db).run({
    ...memory,
    terms: termsOf(memory.text).join(' '),
    channelId: venue.channelId,
    isPublic: venue.isPublic,
    isDated: undated !== true,
    isClaimed: unclaimed !== true,
  });
  if (changes === 0) return;
  const { orm } = db;
  for (const userId of new Set(others)) orm.insert(memoryPeople).values({ memoryId: memory.id, userId }).run();
}

const filterOf = ({ userId, personalityId, venue }: Scope): ScopeRow => ({
  user: userId,
  personality: personalityId,
  channel: venue.channelId,
  guild: venue.guildId,
  isDm: venue.kind === 'dm' ? 1 : 0,
});

/** A memory keeps how public its place was when it was made, whatever became of the place. */
const memoryOf = (row: Row): Memory => ({
  id: row.id,
  personalityId: row.personalityId,
  userId: row.userId,
  ...(row.others !== null && { others: JSON.parse(row.others) }),
  role: row.role,
  text: row.text,
  sector: row.sector,
  sectors: JSON.parse(String(row.sectors)),
  venue: {
    channelId: row.channelId,
    platform: row.platform,
    kind: row.kind,
    guildId: row.guildId,
    isPublic: Boolean(row.isPublic),
  },
  saidAt: row.saidAt,
  ...(!row.isDated && { undated: true }),
  ...(!row.isClaimed && { unclaimed: true }),
  messageId: row.messageId,
  replyTo: row.replyTo,
  source: row.source,
});
