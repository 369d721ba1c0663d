import { eq, lte, sql as text } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import type { Outgoing } from '../../domain/turn/record.js';
import type { Turns } from '../../ports/turns.js';
import { ensureChannel } from './channels.js';
import type { Database } from './database.js';
import { columnsOfLine } from './lines.js';
import { insertMemory } from './memories.js';
import { perDatabase, places } from './per-database.js';
import { messages, outbox, outcomes, platformMessages, traces } from './schema.js';

type OutgoingRow = Omit<Outgoing, 'chunks'> & { chunks: string };

const outgoing = `
  SELECT o.id AS outboxId, d.trigger_id AS triggerId, o.channel_id AS channelId, d.personality_id AS personalityId,
         o.reference, m.text, o.chunks, o.recorded_at AS recordedAt, o.delivered_at AS deliveredAt,
         (SELECT id FROM memories WHERE message_id = m.id AND personality_id = d.personality_id) AS memoryId
  FROM outbox o JOIN outcomes d ON d.outbox_id = o.id JOIN messages m ON m.id = o.message_id`;

const saying = perDatabase(({ orm }) =>
  orm
    .insert(messages)
    .values({
      ...places('id', 'conversationId', 'speakerKind', 'userId', 'personalityId', 'speakerName', 'text', 'saidAt'),
      ...places('isDated'),
    })
    .onConflictDoNothing({ target: messages.id })
    .prepare(),
);

const naming = perDatabase(({ orm }) =>
  orm
    .insert(platformMessages)
    .values(places('channelId', 'platformId', 'messageId', 'ordinal'))
    .onConflictDoNothing()
    .prepare(),
);

const posting = perDatabase(({ orm }) =>
  orm
    .insert(outbox)
    .values(places('id', 'channelId', 'messageId', 'reference', 'chunks', 'recordedAt'))
    .prepare(),
);

const answering = perDatabase(({ orm }) =>
  orm
    .insert(outcomes)
    .values({ ...places('triggerId', 'personalityId', 'outboxId', 'at'), outcome: 'answered' })
    .prepare(),
);

const tracing = perDatabase(({ orm }) =>
  orm
    .insert(traces)
    .values(places('reference', 'userId', 'personalityId', 'at', 'expiresAt', 'sealed'))
    .prepare(),
);

const posted = perDatabase(({ orm }) =>
  orm
    .select()
    .from(outbox)
    .where(eq(outbox.id, text.placeholder('id')))
    .prepare(),
);

const arriving = perDatabase(({ sql }) => sql.prepare('UPDATE outbox SET delivered_at = @at WHERE id = @id'));

export function sqliteTurns(db: Database): Turns {
  const { sql, orm, read, write } = db;
  const finding = sql.prepare<[string, string], OutgoingRow>(
    `${outgoing} WHERE d.trigger_id = ? AND d.personality_id = ?`,
  );
  const waiting = sql.prepare<[string], OutgoingRow>(
    `${outgoing} WHERE o.channel_id = ? AND o.delivered_at IS NULL ORDER BY o.recorded_at, o.rowid`,
  );

  return {
    record: turn =>
      write(() => {
        const { outboxId, triggerId, personalityId, userId, channelId, reference, recordedAt } = turn;
        if (finding.get(triggerId, personalityId) !== undefined) {
          throw new TzurotError('conflict', 'This message has been answered already.');
        }
        for (const line of turn.lines) {
          saying(db).run(columnsOfLine(line, userId));
        }
        const heard = turn.lines.find(({ speaker }) => speaker.kind === 'person');
        if (heard !== undefined) platformId(channelId, triggerId, heard.id, 0);
        const said = turn.lines.findLast(({ speaker }) => speaker.kind === 'personality');
        if (said === undefined) throw new Error('A turn without a line of the personality.');
        for (const memory of turn.memories) {
          ensureChannel(db, memory.venue);
          insertMemory(db, memory);
        }
        posting(db).run({ id: outboxId, channelId, messageId: said.id, reference, chunks: turn.chunks, recordedAt });
        answering(db).run({ triggerId, personalityId, outboxId, at: recordedAt });
        if (turn.trace !== null) tracing(db).run({ ...turn.trace });
      }),

    find: (triggerId, personalityId) =>
      read(() => {
        const row = finding.get(triggerId, personalityId);
        return row && outgoingOf(row);
      }),

    delivered: (outboxId, platformIds, at) =>
      write(() => {
        const row = posted(db).get({ id: outboxId });
        if (row === undefined || row.deliveredAt !== null) return;
        arriving(db).run({ id: outboxId, at });
        platformIds.forEach((id, ordinal) => platformId(row.channelId, id, row.messageId, ordinal));
      }),

    undelivered: channelId => read(() => waiting.all(channelId).map(outgoingOf)),

    keepTrace: trace => write(() => void tracing(db).run({ ...trace })),

    trace: (reference, now) =>
      read(() => {
        const row = orm.select().from(traces).where(eq(traces.reference, reference)).get();
        return row !== undefined && row.expiresAt > now ? row : undefined;
      }),

    dropExpiredTraces: now => write(() => orm.delete(traces).where(lte(traces.expiresAt, now)).run().changes),
  };

  function platformId(channelId: string, id: string, messageId: string, ordinal: number): void {
    naming(db).run({ channelId, platformId: id, messageId, ordinal });
  }
}

const outgoingOf = (row: OutgoingRow): Outgoing => ({ ...row, chunks: JSON.parse(row.chunks) });
