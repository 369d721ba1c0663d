import type { StagedRow } from '../../../domain/import/staged.js';
import { termsOf } from '../../../domain/memory/terms.js';
import type { Venue } from '../../../domain/conversation/venue.js';
import type { Database } from '../database.js';

export type RowWriters = {
  insert(row: StagedRow, id: string): void;
  /** Writes what a newer source says of a row of an earlier batch, and notes what it said before. */
  update(row: StagedRow): void;
};

type Value = string | number | null;

/** Statements that write staged rows. There may be a million of them, so they are bare. */
export function rowWriters(db: Database, batch: number): RowWriters {
  const { sql } = db;
  const insertInto = (table: string, columns: readonly string[]) =>
    sql.prepare<Value[]>(
      `INSERT INTO ${table} (${columns.join(', ')}, batch_seq) VALUES (${columns.map(() => '?').join(', ')}, ${batch})`,
    );
  const memory = insertInto('memories', memoryColumns);
  const message = insertInto('messages', messageColumns);
  const lore = insertInto('lore', loreColumns);
  const person = sql.prepare<[string, string]>('INSERT INTO memory_people (memory_id, user_id) VALUES (?, ?)');
  const sender = sql.prepare<[string, string, string]>(
    'INSERT OR IGNORE INTO import_senders (memory_id, format, foreign_id) VALUES (?, ?, ?)',
  );
  const conversation = sql.prepare<[{ id: string; channel: string; at: number }]>(
    `INSERT INTO conversations (id, channel_id, started_at, position, batch_seq)
     SELECT :id, :channel, :at, 1 + coalesce((SELECT max(position) FROM conversations WHERE channel_id = :channel), 0), ${batch}
     WHERE NOT EXISTS (SELECT 1 FROM conversations WHERE id = :id)`,
  );
  const ensureChannel = channelWriter(db, batch);
  const change = changeWriter(db, batch);

  return {
    insert: (row, id) => {
      if (row.table === 'memories') {
        const { venue, sectors, others, ...rest } = row.memory;
        ensureChannel(venue);
        for (const other of others ?? []) person.run(id, other);
        for (const stranger of row.strangers) sender.run(id, rest.source, stranger);
        memory.run(
          id, rest.personalityId, rest.userId, rest.role, rest.text, termsOf(rest.text).join(' '), rest.sector,
          JSON.stringify(sectors), venue.channelId, Number(venue.isPublic), rest.saidAt, Number(rest.undated !== true),
          Number(rest.unclaimed !== true), rest.source,
        ); // prettier-ignore
      } else if (row.table === 'messages') {
        ensureChannel(row.venue);
        conversation.run({ id: row.conversation.id, channel: row.venue.channelId, at: row.conversation.startedAt });
        const { speaker, userId, personalityId, speakerName, text, saidAt, isDated } = row.message;
        message.run(
          id,
          row.conversation.id,
          speaker,
          userId,
          personalityId,
          speakerName,
          text,
          saidAt,
          Number(isDated),
        );
      } else {
        const { entry } = row;
        lore.run(
          id, entry.personalityId, entry.title, JSON.stringify(entry.keys), entry.content, Number(entry.constant),
          Number(entry.enabled), entry.order, JSON.stringify(entry.rules),
        ); // prettier-ignore
      }
    },
    update: row => change(row),
  };
}

const memoryColumns = [
  'id', 'personality_id', 'user_id', 'role', 'text', 'terms', 'sector', 'sectors', 'channel_id', 'is_public', 'said_at',
  'is_dated', 'is_claimed', 'source',
]; // prettier-ignore
const messageColumns = [
  'id', 'conversation_id', 'speaker_kind', 'user_id', 'personality_id', 'speaker_name', 'text', 'said_at', 'is_dated',
]; // prettier-ignore
const loreColumns = [
  'id', 'personality_id', 'title', 'keys', 'content', 'constant', 'enabled', 'position', 'rules',
]; // prettier-ignore

/** A place that is known stays as it is known. */
function channelWriter({ sql }: Database, batch: number) {
  const add = sql.prepare<Value[]>(
    `INSERT OR IGNORE INTO channels (id, platform, kind, guild_id, is_public, batch_seq) VALUES (?, ?, ?, ?, ?, ${batch})`,
  );
  let last = '';
  return ({ channelId, platform, kind, guildId, isPublic }: Venue) => {
    if (channelId === last) return;
    add.run(channelId, platform, kind, guildId, Number(isPublic));
    last = channelId;
  };
}

/** Rows of an earlier batch, told anew by a newer source: what they said before is kept, to be taken back. */
function changeWriter({ sql }: Database, batch: number) {
  const log = sql.prepare<Value[]>(
    `INSERT INTO import_changes (batch_seq, entity, entity_id, before, after) VALUES (${batch}, ?, ?, ?, ?)`,
  );
  const memoryNow = sql.prepare<[string]>(
    'SELECT text, said_at AS saidAt, is_dated AS isDated FROM memories WHERE id = ?',
  );
  const messageNow = sql.prepare<[string]>(
    'SELECT text, said_at AS saidAt, is_dated AS isDated FROM messages WHERE id = ?',
  );
  const loreNow = sql.prepare<[string]>(
    'SELECT title, keys, content, constant, enabled, position, rules FROM lore WHERE id = ?',
  );
  return (row: StagedRow) => {
    if (row.table === 'memories') {
      const { id, text, saidAt, undated } = row.memory;
      const after = { text, saidAt, isDated: Number(undated !== true) };
      log.run('memory', id, JSON.stringify(memoryNow.get(id)), JSON.stringify(after));
    } else if (row.table === 'messages') {
      const { id, text, saidAt, isDated } = row.message;
      log.run(
        'message',
        id,
        JSON.stringify(messageNow.get(id)),
        JSON.stringify({ text, saidAt, isDated: Number(isDated) }),
      );
    } else {
      const { id, title, keys, content, constant, enabled, order, rules } = row.entry;
      const after = {
        title, keys: JSON.stringify(keys), content, constant: Number(constant), enabled: Number(enabled),
        position: order, rules: JSON.stringify(rules),
      }; // prettier-ignore
      log.run('lore', id, JSON.stringify(loreNow.get(id)), JSON.stringify(after));
    }
  };
}
