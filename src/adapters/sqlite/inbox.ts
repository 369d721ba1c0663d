import { and, asc, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Inbox, Question } from '../../ports/inbox.js';
import type { Database } from './database.js';
import { perDatabase, places } from './per-database.js';
import { inbox, marks } from './schema.js';

const accepting = perDatabase(({ orm }) =>
  orm
    .insert(inbox)
    .values(places('messageId', 'originalId', 'channelId', 'userId', 'accepted', 'acceptedAt'))
    .prepare(),
);

export function sqliteInbox(db: Database): Inbox {
  const { sql, orm, read, write } = db;

  const before = sql.prepare<[{ id: string; original: string | null }]>(
    'SELECT 1 FROM inbox WHERE message_id IN (@id, @original) OR original_id IN (@id, @original)',
  );
  /* Whoever was taken in somewhere is missed there from then on, though the program may end before it notes where it was. */
  const markingFirst = sql.prepare<[{ channelId: string; messageId: string }]>(
    'INSERT INTO marks (channel_id, message_id) VALUES (@channelId, @messageId) ON CONFLICT (channel_id) DO NOTHING',
  );
  const finishing = sql.prepare<[{ messageId: string; at: number }]>(
    'UPDATE inbox SET accepted = NULL, done_at = @at WHERE message_id = @messageId AND done_at IS NULL',
  );
  const settling = sql.prepare<[Question & { outcome: string; at: number }]>(
    `INSERT INTO outcomes (trigger_id, personality_id, outcome, at) VALUES (@messageId, @personalityId, @outcome, @at)
     ON CONFLICT (trigger_id, personality_id) DO NOTHING`,
  );
  const settled = sql.prepare<[Question]>(
    'SELECT 1 FROM outcomes WHERE trigger_id = @messageId AND personality_id = @personalityId',
  );
  /* Ids are numbers that a double cannot hold. Of two, the longer one is greater. */
  const marking = sql.prepare<[{ channelId: string; messageId: string }]>(
    `INSERT INTO marks (channel_id, message_id) VALUES (@channelId, @messageId)
     ON CONFLICT (channel_id) DO UPDATE SET message_id = excluded.message_id
     WHERE (length(excluded.message_id), excluded.message_id) > (length(marks.message_id), marks.message_id)`,
  );
  const attended = sql
    .prepare<[{ guildsSince: number; closeSince: number }], string>(
      `SELECT channel_id FROM activations
       UNION SELECT c.id FROM channels c WHERE c.platform = 'discord' AND EXISTS (
         SELECT 1 FROM outbox o WHERE o.channel_id = c.id AND o.kind = 'answer' AND o.delivered_at IS NOT NULL
           AND o.recorded_at >= CASE c.kind WHEN 'guild' THEN @guildsSince ELSE @closeSince END)
       ORDER BY 1`,
    )
    .pluck();

  return {
    accept: accepted =>
      write(() => {
        const { said, originalId, userId, acceptedAt } = accepted;
        if (before.get({ id: said.id, original: originalId }) !== undefined) return false;
        accepting(db).run({ messageId: said.id, originalId, channelId: said.channelId, userId, accepted, acceptedAt });
        markingFirst.run({ channelId: said.channelId, messageId: said.id });
        return true;
      }),

    waiting: () =>
      read(() =>
        orm
          .select({ accepted: inbox.accepted })
          .from(inbox)
          .where(isNull(inbox.doneAt))
          .orderBy(asc(inbox.seq))
          .all()
          .flatMap(({ accepted }) => accepted ?? []),
      ),

    done: (messageId, at) => write(() => void finishing.run({ messageId, at })),

    settle: ({ messageId, personalityId }, outcome, at) =>
      write(() => settling.run({ messageId, personalityId, outcome, at }).changes > 0),

    isSettled: ({ messageId, personalityId }) => read(() => settled.get({ messageId, personalityId }) !== undefined),

    prune: moment =>
      write(
        () =>
          orm
            .delete(inbox)
            .where(and(isNotNull(inbox.doneAt), lt(inbox.doneAt, moment)))
            .run().changes,
      ),

    marks: () =>
      read(
        () =>
          new Map(
            orm
              .select()
              .from(marks)
              .all()
              .map(({ channelId, messageId }) => [channelId, messageId]),
          ),
      ),

    mark: seen =>
      write(() => {
        for (const [channelId, messageId] of seen) marking.run({ channelId, messageId });
      }),

    attended: since => read(() => attended.all({ ...since })),
  };
}
