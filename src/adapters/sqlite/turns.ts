import { eq, lte } from 'drizzle-orm';
import { TzurotError } from '../../domain/errors.js';
import type { Outgoing, TurnRecord } from '../../domain/turn/record.js';
import type { Turns } from '../../ports/turns.js';
import { ensureChannel } from './channels.js';
import type { Database } from './database.js';
import { columnsOfLine } from './lines.js';
import { putInPlace } from './replacing.js';
import { insertMemory } from './memories.js';
import { putInto } from './outbox.js';
import { perDatabase, places } from './per-database.js';
import { messages, outcomes, platformMessages, traces } from './schema.js';

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
      ...places('isDated', 'memberId'),
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

export function sqliteTurns(db: Database): Turns {
  const { sql, orm, read, write } = db;
  const finding = sql.prepare<[string, string], OutgoingRow>(
    `${outgoing} WHERE d.trigger_id = ? AND d.personality_id = ?`,
  );
  const findingByReference = sql.prepare<[string], OutgoingRow>(`${outgoing} WHERE o.reference = ?`);
  const settled = sql.prepare<[string, string]>('SELECT 1 FROM outcomes WHERE trigger_id = ? AND personality_id = ?');

  return {
    record: turn =>
      write(() => {
        const { outboxId, triggerId, personalityId, userId, channelId, recordedAt } = turn;
        if (settled.get(triggerId, personalityId) !== undefined) {
          throw new TzurotError('conflict', 'What became of this message is decided already.');
        }
        for (const line of turn.lines) {
          saying(db).run(columnsOfLine(line, userId));
        }
        const heard = turn.lines.find(({ speaker }) => speaker.kind === 'person');
        if (heard !== undefined) {
          naming(db).run({ channelId, platformId: triggerId, messageId: heard.id, ordinal: 0 });
        }
        const said = turn.lines.findLast(({ speaker }) => speaker.kind === 'personality');
        if (said === undefined) throw new Error('A turn without a line of the personality.');
        for (const memory of turn.memories) {
          ensureChannel(db, memory.venue);
          insertMemory(db, memory);
        }
        if (!putInto(db, answerOf(turn), said.id)) throw new Error('The outbox has something else under this id.');
        answering(db).run({ triggerId, personalityId, outboxId, at: recordedAt });
        if (turn.trace !== null) tracing(db).run({ ...turn.trace });
      }),

    replace: turn =>
      write(() => {
        const standing = finding.get(turn.triggerId, turn.personalityId);
        if (standing === undefined) throw new TzurotError('not_found', 'That answer is not there any more.');
        putInPlace(db, standing, turn);
        if (turn.trace !== null) tracing(db).run({ ...turn.trace });
      }),

    findByReference: reference =>
      read(() => {
        const row = findingByReference.get(reference);
        return row && outgoingOf(row);
      }),

    find: (triggerId, personalityId) =>
      read(() => {
        const row = finding.get(triggerId, personalityId);
        return row && outgoingOf(row);
      }),

    keepTrace: trace => write(() => void tracing(db).run({ ...trace })),

    trace: (reference, now) =>
      read(() => {
        const row = orm.select().from(traces).where(eq(traces.reference, reference)).get();
        return row !== undefined && row.expiresAt > now ? row : undefined;
      }),

    dropExpiredTraces: now => write(() => orm.delete(traces).where(lte(traces.expiresAt, now)).run().changes),
  };
}

const answerOf = ({
  outboxId,
  channelId,
  personalityId,
  userId,
  reference,
  chunks,
  footer,
  recordedAt,
}: TurnRecord) => ({
  outboxId,
  kind: 'answer' as const,
  venue: { channelId },
  personalityId,
  userId,
  reference,
  chunks,
  footer,
  recordedAt,
});

const outgoingOf = (row: OutgoingRow): Outgoing => ({ ...row, chunks: JSON.parse(row.chunks) });
