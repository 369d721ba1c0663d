import { and, desc, eq, sql as text, type SQL } from 'drizzle-orm';
import type { Conversations } from '../../ports/conversations.js';
import { ensureChannel, venueAt } from './channels.js';
import type { Database } from './database.js';
import { lineOf } from './lines.js';
import { reword, withdraw } from './rewording.js';
import { perDatabase } from './per-database.js';
import { conversations, messages } from './schema.js';
import { visible } from './visible.js';

type MessageRow = typeof messages.$inferSelect;
type HistoryFilterRow = { user: string; personality: string | null; channel: string | null; limit: number };

const newestWhere = (condition?: SQL) =>
  perDatabase(({ orm }) =>
    orm
      .select()
      .from(conversations)
      .where(and(eq(conversations.channelId, text.placeholder('channelId')), condition))
      .orderBy(desc(conversations.position))
      .limit(1)
      .prepare(),
  );

const newestOfAll = newestWhere();
const newestVisible = newestWhere(text.raw(visible('conversations')));

const findingLines = perDatabase(({ orm }) =>
  orm
    .select()
    .from(messages)
    .where(and(eq(messages.conversationId, text.placeholder('id')), text.raw(visible('messages'))))
    .orderBy(desc(messages.seq))
    .limit(text.placeholder('newest'))
    .prepare(),
);

export function sqliteConversations(db: Database): Conversations {
  const { sql, orm, read, write } = db;

  const counting = sql.prepare<[string], { total: number }>(
    `SELECT count(*) AS total FROM messages WHERE conversation_id = ? AND ${visible('messages')}`,
  );

  const lastSpeaker = sql.prepare<[string], { slug: string }>(`
    SELECT p.slug FROM conversations c JOIN messages m ON m.conversation_id = c.id
    JOIN personalities p ON p.id = m.personality_id
    WHERE c.channel_id = ? AND ${visible('m')} ORDER BY m.seq DESC LIMIT 1`);

  /* A person's line belongs to whoever answered it first, or to the one that was asked for. */
  const history = sql.prepare<[HistoryFilterRow], MessageRow & { slug: string; channelId: string }>(`
    SELECT m.seq, m.id, m.conversation_id AS conversationId, m.speaker_kind AS speakerKind, m.user_id AS userId,
           m.personality_id AS personalityId, m.persona_id AS personaId, m.speaker_name AS speakerName, m.member_id AS memberId, m.text, m.said_at AS saidAt,
           m.is_dated AS isDated, m.batch_seq AS batchSeq, p.slug, c.channel_id AS channelId
    FROM messages m
    JOIN conversations c ON c.id = m.conversation_id
    JOIN personalities p ON p.id = coalesce(m.personality_id, (
      SELECT o.personality_id FROM platform_messages pm JOIN outcomes o ON o.trigger_id = pm.platform_id
      WHERE pm.message_id = m.id AND o.outcome = 'answered' AND (:personality IS NULL OR o.personality_id = :personality) ORDER BY o.at LIMIT 1))
    WHERE m.user_id = :user AND (:personality IS NULL OR p.id = :personality)
      AND (:channel IS NULL OR c.channel_id = :channel)
      AND ${visible('m')}
    ORDER BY m.said_at DESC, m.seq DESC LIMIT :limit`);

  return {
    current: channelId =>
      read(() => {
        const newest = newestVisible(db).get({ channelId });
        return newest && { id: newest.id, channelId, startedAt: newest.startedAt };
      }),

    begin: (conversation, venue) =>
      write(() => {
        ensureChannel(db, venue);
        const position = (newestOfAll(db).get({ channelId: conversation.channelId })?.position ?? 0) + 1;
        orm
          .insert(conversations)
          .values({ ...conversation, position })
          .run();
      }),

    lines: (conversationId, newest) =>
      read(() => {
        const rows = findingLines(db).all({ id: conversationId, newest });
        const total = counting.get(conversationId)?.total ?? 0;
        return { lines: rows.toReversed().map(lineOf), older: Math.max(0, total - rows.length) };
      }),

    lastSpeaker: channelId => read(() => lastSpeaker.get(channelId)?.slug),

    reword: (channelId, platformId, said) => write(() => reword(db, channelId, platformId, said)),

    withdraw: (channelId, platformIds) => write(() => withdraw(db, channelId, platformIds)),

    history: ({ userId, personalityId, channelId, limit }) =>
      read(() =>
        history
          .all({ user: userId, personality: personalityId ?? null, channel: channelId ?? null, limit: limit ?? -1 })
          .map(row => ({ ...lineOf(row), personality: row.slug, venue: venueAt(db, row.channelId) })),
      ),
  };
}
