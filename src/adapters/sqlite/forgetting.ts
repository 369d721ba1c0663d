import { TzurotError } from '../../domain/errors.js';
import type { Belongings } from '../../domain/user/forget/belongings.js';
import type { Database } from './database.js';

/** Whose everything is that must be counted on and belonged to somebody who was forgotten. Nobody can become them. */
export const nobody = 'forgotten';

type Person = { readonly person: string };

const counting = `SELECT
  (SELECT count(*) FROM messages WHERE user_id = :person) AS lines,
  (SELECT count(*) FROM memories WHERE user_id = :person) AS memories,
  (SELECT count(*) FROM personas WHERE user_id = :person) AS personas,
  (SELECT count(*) FROM sealed_keys WHERE user_id = :person) AS keys`;

export const belongingsOf = ({ sql }: Database, person: string): Belongings =>
  sql.prepare<[Person], Belongings>(counting).get({ person }) ?? { lines: 0, memories: 0, personas: 0, keys: 0 };

const theirAccounts = `(SELECT foreign_id FROM accounts WHERE user_id = :person AND platform = 'discord')`;
const theirBatches = '(SELECT seq FROM import_batches WHERE user_id = :person)';
const isUsed = (channel: string) =>
  [
    ['conversations', 'channel_id'],
    ['platform_messages', 'channel_id'],
    ['memories', 'channel_id'],
    ['outbox', 'channel_id'],
  ]
    .map(([table, column]) => `EXISTS (SELECT 1 FROM ${table} WHERE ${column} = ${channel})`)
    .join(' OR ');

/* Whatever names a person by their id at Discord, or keeps of them what no foreign key takes along. */
const loose = [
  `DELETE FROM verifications WHERE discord_id IN ${theirAccounts}`,
  `DELETE FROM preferences WHERE discord_id IN ${theirAccounts}`,
  `UPDATE activations SET activated_by = NULL WHERE activated_by IN ${theirAccounts}`,
  'DELETE FROM buckets WHERE subject = :person',
  `DELETE FROM import_senders WHERE EXISTS (SELECT 1 FROM foreign_people f
     WHERE f.user_id = :person AND f.format = import_senders.format AND f.foreign_id = import_senders.foreign_id)`,
  `DELETE FROM import_changes WHERE entity NOT IN ('personality', 'origin', 'lore') AND EXISTS (
     SELECT 1 FROM (SELECT :person AS id UNION ALL SELECT * FROM ${theirAccounts} UNION ALL SELECT id FROM personas WHERE user_id = :person)
     WHERE instr(entity_id || ' ' || coalesce(before, '') || ' ' || coalesce(after, ''), id) > 0)`,
  `DELETE FROM import_changes WHERE batch_seq IN ${theirBatches}`,
  `DELETE FROM import_records WHERE batch_seq IN ${theirBatches}`,
  `DELETE FROM import_files WHERE batch_seq IN ${theirBatches}`,
];

/* The ledger's sums are made by its triggers; only their own are taken away as well. */
const counted = [
  `INSERT OR IGNORE INTO users (id, timezone, created_at) SELECT '${nobody}', NULL, 0
     WHERE EXISTS (SELECT 1 FROM usage WHERE user_id = :person) OR EXISTS (SELECT 1 FROM import_batches WHERE user_id = :person)`,
  `UPDATE usage SET user_id = '${nobody}', generation_id = CASE WHEN closed_at IS NULL THEN generation_id END WHERE user_id = :person`,
  "DELETE FROM spending WHERE scope = 'user' AND subject = :person",
  `UPDATE import_batches SET user_id = '${nobody}', request = '{}', report = NULL WHERE user_id = :person`,
];

const emptyPlaces = `(SELECT c.id FROM channels c JOIN json_each(:places) p ON p.value = c.id WHERE c.kind = 'dm' AND NOT (${isUsed('c.id')}))`;

/* Conversations in which nothing is left, and direct messages of which nothing is known but that they were there. */
const emptied = [
  `DELETE FROM conversations WHERE NOT EXISTS (SELECT 1 FROM messages WHERE conversation_id = conversations.id) AND (
     id IN (SELECT value FROM json_each(:talks))
     OR channel_id IN (SELECT c.id FROM channels c JOIN json_each(:places) p ON p.value = c.id WHERE c.kind = 'dm'))`,
  `DELETE FROM marks WHERE channel_id IN ${emptyPlaces}`,
  `DELETE FROM buckets WHERE subject IN ${emptyPlaces}`,
  `DELETE FROM channels WHERE id IN ${emptyPlaces}`,
];

const talksOf = 'SELECT DISTINCT conversation_id FROM messages WHERE user_id = :person';
const placesOf = `SELECT c.channel_id FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.user_id = :person
  UNION SELECT channel_id FROM memories WHERE user_id = :person
  UNION SELECT channel_id FROM outbox WHERE user_id = :person`;

/** Takes away all that is kept of a person. Must run inside a write. */
export function forgetPerson({ sql }: Database, person: string): void {
  const who = { person };
  if (sql.prepare<[Person]>('SELECT 1 FROM personalities WHERE owner_id = :person').get(who) !== undefined) {
    throw new TzurotError('conflict', 'A personality belongs to this person, and would be left without an owner.');
  }
  const column = (query: string) => JSON.stringify(sql.prepare<[Person]>(query).pluck().all(who));
  const around = { talks: column(talksOf), places: column(placesOf) };
  for (const statement of [...loose, ...counted]) sql.prepare<[Person]>(statement).run(who);
  sql.prepare<[Person]>('DELETE FROM users WHERE id = :person').run(who);
  for (const statement of emptied) sql.prepare<[typeof around]>(statement).run(around);
}

/** What was overwritten still stands in the log until that is emptied. While somebody reads an older state it cannot be. */
export function emptyLog({ sql }: Database): void {
  sql.pragma('wal_checkpoint(TRUNCATE)');
}
