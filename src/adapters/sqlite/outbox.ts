import type { Venue } from '../../domain/conversation/venue.js';
import { TzurotError } from '../../domain/errors.js';
import type { Parcel, Posting, Sent } from '../../domain/outbox/parcel.js';
import type { Outbox } from '../../ports/outbox.js';
import { ensureChannel } from './channels.js';
import type { Database } from './database.js';
import { perDatabase, places } from './per-database.js';
import { outbox } from './schema.js';
import { visible } from './visible.js';

type Row = Omit<Sent, 'venue' | 'ordinal'> &
  Omit<Venue, 'kind' | 'isPublic'> & { readonly venueKind: Venue['kind']; readonly isPublic: 0 | 1 };
type ParcelRow = Row & { readonly chunks: string; readonly footer: string | null; readonly recordedAt: number };
type SentRow = Row & { readonly ordinal: number };

const columns = `o.id AS outboxId, o.kind, o.personality_id AS personalityId, o.user_id AS userId, o.reference,
  c.id AS channelId, c.platform, c.kind AS venueKind, c.guild_id AS guildId, c.is_public AS isPublic`;
const parcels = `SELECT ${columns}, o.chunks, o.footer, o.recorded_at AS recordedAt FROM outbox o JOIN channels c ON c.id = o.channel_id`;
const isWaiting = 'o.delivered_at IS NULL AND o.given_up_at IS NULL';
const oldestFirst = 'ORDER BY o.recorded_at, o.rowid';

const putting = perDatabase(({ orm }) =>
  orm
    .insert(outbox)
    .values(
      places(
        'id',
        'channelId',
        'kind',
        'personalityId',
        'userId',
        'messageId',
        'reference',
        'chunks',
        'footer',
        'recordedAt',
      ),
    )
    .onConflictDoNothing({ target: outbox.id })
    .prepare(),
);

/** Puts in what is to be said; of an answer also its line. Must run inside a write that has made sure of the channel. */
export function putInto(
  db: Database,
  { outboxId, venue: { channelId }, ...parcel }: Omit<Parcel, 'venue'> & { venue: { channelId: string } },
  messageId: string | null,
): boolean {
  return putting(db).run({ ...parcel, id: outboxId, channelId, messageId }).changes > 0;
}

export function sqliteOutbox(db: Database): Outbox {
  const { sql, read, write } = db;

  const finding = sql.prepare<[string], ParcelRow>(`${parcels} WHERE o.id = ?`);
  const findingByReference = sql.prepare<[string], ParcelRow>(`${parcels} WHERE o.reference = ?`);
  const waiting = sql.prepare<[], ParcelRow>(`${parcels} WHERE ${isWaiting} ${oldestFirst}`);
  const waitingIn = sql.prepare<[string], ParcelRow>(
    `${parcels} WHERE ${isWaiting} AND o.channel_id = ? ${oldestFirst}`,
  );
  const attempted = sql.prepare<[string], Posting>(
    `SELECT ordinal, attempted_at AS attemptedAt, platform_id AS platformId FROM postings
     WHERE outbox_id = ? ORDER BY ordinal`,
  );
  const attempting = sql.prepare<[{ outboxId: string; ordinal: number; at: number }]>(
    `INSERT INTO postings (outbox_id, ordinal, channel_id, attempted_at)
     SELECT id, @ordinal, channel_id, @at FROM outbox WHERE id = @outboxId
     ON CONFLICT (outbox_id, ordinal) DO UPDATE SET attempted_at = min(attempted_at, excluded.attempted_at)`,
  );
  const unattempting = sql.prepare<[{ outboxId: string; ordinal: number; at: number }]>(
    `DELETE FROM postings
     WHERE outbox_id = @outboxId AND ordinal = @ordinal AND attempted_at = @at AND platform_id IS NULL`,
  );
  const part = sql.prepare<
    [string, number],
    { channelId: string; messageId: string | null; platformId: string | null }
  >(
    `SELECT o.channel_id AS channelId, o.message_id AS messageId, p.platform_id AS platformId
     FROM postings p JOIN outbox o ON o.id = p.outbox_id WHERE p.outbox_id = ? AND p.ordinal = ?`,
  );
  const arriving = sql.prepare<[{ outboxId: string; ordinal: number; platformId: string }]>(
    `UPDATE OR IGNORE postings SET platform_id = @platformId
     WHERE outbox_id = @outboxId AND ordinal = @ordinal AND platform_id IS NULL`,
  );
  const naming = sql.prepare<[{ channelId: string; platformId: string; messageId: string; ordinal: number }]>(
    `INSERT OR IGNORE INTO platform_messages (channel_id, platform_id, message_id, ordinal)
     VALUES (@channelId, @platformId, @messageId, @ordinal)`,
  );
  const delivering = sql.prepare<[{ outboxId: string; at: number }]>(
    `UPDATE outbox SET delivered_at = @at, given_up_at = NULL, given_up_why = NULL
     WHERE id = @outboxId AND delivered_at IS NULL`,
  );
  const rewriting = sql.prepare<[{ outboxId: string; ordinal: number; at: number }]>(
    'UPDATE postings SET attempted_at = @at WHERE outbox_id = @outboxId AND ordinal = @ordinal',
  );
  const unnaming = sql.prepare<[{ outboxId: string; ordinal: number }]>(
    `DELETE FROM platform_messages WHERE (channel_id, platform_id) IN
       (SELECT channel_id, platform_id FROM postings WHERE outbox_id = @outboxId AND ordinal = @ordinal)`,
  );
  const erasing = sql.prepare<[{ outboxId: string; ordinal: number }]>(
    'DELETE FROM postings WHERE outbox_id = @outboxId AND ordinal = @ordinal',
  );
  const givingUp = sql.prepare<[{ outboxId: string; why: string; at: number }]>(
    `UPDATE outbox SET given_up_at = @at, given_up_why = @why
     WHERE id = @outboxId AND delivered_at IS NULL AND given_up_at IS NULL`,
  );
  const drafting = sql.prepare<[{ outboxId: string; platformId: string; at: number }]>(
    `INSERT OR REPLACE INTO drafts (outbox_id, platform_id, at) VALUES (@outboxId, @platformId, @at)`,
  );
  const draftOf = sql.prepare<[string], string>('SELECT platform_id FROM drafts WHERE outbox_id = ?').pluck();
  const forgettingDraft = sql.prepare<[string]>('DELETE FROM drafts WHERE outbox_id = ?');
  const sending = sql.prepare<[string, string], SentRow>(
    `SELECT ${columns}, p.ordinal FROM postings p JOIN outbox o ON o.id = p.outbox_id
     JOIN channels c ON c.id = o.channel_id WHERE p.channel_id = ? AND p.platform_id = ?`,
  );
  const counting = sql
    .prepare<[string, number], number>(
      `SELECT count(*) FROM outbox
       WHERE channel_id = ? AND recorded_at >= ? AND kind = 'answer' AND given_up_at IS NULL`,
    )
    .pluck();
  const answering = sql
    .prepare<[string, string, number], string>(
      `SELECT p.slug FROM outbox o JOIN personalities p ON p.id = o.personality_id
       WHERE o.user_id = ? AND o.channel_id = ? AND o.recorded_at >= ? AND o.kind = 'answer' AND o.given_up_at IS NULL
         AND ${visible('p')}
       ORDER BY o.recorded_at DESC, o.rowid DESC LIMIT 1`,
    )
    .pluck();

  return {
    put: parcel =>
      write(() => {
        if (parcel.kind === 'answer') throw new Error('An answer comes into the outbox with its turn.');
        ensureChannel(db, parcel.venue);
        return putInto(db, parcel, null);
      }),

    find: outboxId =>
      read(() => {
        const row = finding.get(outboxId);
        return row && parcelOf(row);
      }),

    findByReference: reference =>
      read(() => {
        const row = findingByReference.get(reference);
        return row && parcelOf(row);
      }),

    waiting: channelId =>
      read(() => (channelId === undefined ? waiting.all() : waitingIn.all(channelId)).map(parcelOf)),

    postings: outboxId => read(() => attempted.all(outboxId)),

    attempting: (outboxId, ordinal, at) =>
      write(() => {
        if (attempting.run({ outboxId, ordinal, at }).changes === 0) throw gone();
      }),

    unattempt: (outboxId, ordinal, at) => write(() => void unattempting.run({ outboxId, ordinal, at })),

    posted: (outboxId, ordinal, platformId) =>
      write(() => {
        const known = part.get(outboxId, ordinal);
        if (known === undefined) throw gone();
        if (known.platformId !== null) return known.platformId === platformId;
        if (arriving.run({ outboxId, ordinal, platformId }).changes === 0) return false;
        const { channelId, messageId } = known;
        if (messageId !== null) naming.run({ channelId, platformId, messageId, ordinal });
        return true;
      }),

    rewritten: (outboxId, ordinal, at) => write(() => void rewriting.run({ outboxId, ordinal, at })),

    erased: (outboxId, ordinal) =>
      write(() => {
        for (const statement of [unnaming, erasing]) statement.run({ outboxId, ordinal });
      }),

    delivered: (outboxId, at) =>
      write(() => {
        delivering.run({ outboxId, at });
        forgettingDraft.run(outboxId);
      }),

    giveUp: (outboxId, why, at) => write(() => void givingUp.run({ outboxId, why, at })),

    drafted: (outboxId, platformId, at) => write(() => void drafting.run({ outboxId, platformId, at })),

    draftOf: outboxId => read(() => draftOf.get(outboxId)),

    sentAs: (channelId, platformId) =>
      read(() => {
        const row = sending.get(channelId, platformId);
        return row && sentOf(row);
      }),

    platformIds: outboxId =>
      read(() => attempted.all(outboxId).flatMap(({ platformId }) => (platformId === null ? [] : [platformId]))),

    answersSince: (channelId, since) => read(() => counting.get(channelId, since) ?? 0),

    lastAnswerer: (channelId, userId, since) => read(() => answering.get(userId, channelId, since)),
  };
}

const gone = () => new TzurotError('not_found', 'This is not in the outbox any more, or nothing of it was sent.');

const commonOf = (row: Row): Omit<Sent, 'ordinal'> => {
  const { outboxId, kind, personalityId, userId, reference, channelId, platform, venueKind, guildId, isPublic } = row;
  const venue = { channelId, platform, kind: venueKind, guildId, isPublic: isPublic === 1 };
  return { outboxId, kind, venue, personalityId, userId, reference };
};

const sentOf = (row: SentRow): Sent => ({ ...commonOf(row), ordinal: row.ordinal });

const parcelOf = (row: ParcelRow): Parcel => ({
  ...commonOf(row),
  chunks: JSON.parse(row.chunks),
  footer: row.footer,
  recordedAt: row.recordedAt,
});
