import { createHash } from 'node:crypto';
import type { Database as Sqlite } from 'better-sqlite3';
import type { TableDigest } from '../../domain/store/state.js';
import { visible } from './visible.js';

/** The fingerprint of rows in whatever order: each is hashed, and the sorted hashes are hashed once more. */
export function digestOf(rows: Iterable<unknown>): TableDigest {
  const hashes: string[] = [];
  for (const row of rows) hashes.push(createHash('sha256').update(JSON.stringify(row)).digest('hex'));
  const digest = createHash('sha256').update(hashes.toSorted().join('')).digest('hex');
  return { rows: hashes.length, digest };
}

/* A column is named with its table: `accounts` has a user_id of its own. */
const person = (id: string) =>
  `(SELECT platform || ':' || foreign_id FROM accounts WHERE user_id = ${id} ORDER BY position LIMIT 1)`;
const persona = (id: string) => `(SELECT name FROM personas WHERE id = ${id})`;
const slug = (id: string) => `(SELECT slug FROM personalities WHERE id = ${id})`;
const channelOf = (conversation: string) => `(SELECT channel_id FROM conversations WHERE id = ${conversation})`;
const ownClock = (channel: string) => `(SELECT platform FROM channels WHERE id = ${channel}) = 'terminal'`;
const foreign = (channel: string, column: string) => `CASE WHEN ${ownClock(channel)} THEN NULL ELSE ${column} END`;
const saidAt = (channel: string) => foreign(channel, 'said_at');
const channelOfOutbox = '(SELECT channel_id FROM outbox WHERE id = outbox_id)';

/** Each table in canonical form: people by account, personalities by slug, no ids of ours, no times of our clock. */
export const canonical: Readonly<Record<string, string>> = {
  migrations: 'SELECT name, position FROM migrations',
  key_epochs: 'SELECT state FROM key_epochs',
  users: `SELECT ${person('users.id')} AS person, timezone FROM users WHERE ${visible('users')}`,
  accounts: `SELECT platform, foreign_id, name, position FROM accounts
    WHERE user_id IN (SELECT id FROM users WHERE ${visible('users')})`,
  personas: `SELECT ${person('personas.user_id')} AS person, name, pronouns, about, is_default FROM personas`,
  personalities: `SELECT slug, name, display_name, ${person('personalities.owner_id')} AS owner, is_public, is_stateless,
    error_message, birth_year, birth_month, birth_day, prompt, llm, manner, voice, avatar, json_remove(source, '$.batch') AS source
    FROM personalities WHERE ${visible('personalities')}`,
  names: `SELECT folded, ${slug('personality_id')} AS slug, kind, display FROM names`,
  lore: `SELECT ${slug('personality_id')} AS slug, title, keys, content, constant, enabled, position, rules FROM lore
    WHERE ${visible('lore')}`,
  avatars: `SELECT sha256, type, width, height, hex(bytes) AS bytes FROM avatars
    WHERE sha256 IN (SELECT avatar FROM personalities WHERE ${visible('personalities')})`,
  origins: `SELECT ${slug('personality_id')} AS slug, format, document FROM origins`,
  overrides: `SELECT ${person('overrides.user_id')} AS person, ${slug('personality_id')} AS slug, ${persona('persona_id')} AS persona,
    sidecar, model, params FROM overrides`,
  activations: `SELECT channel_id, ${slug('personality_id')} AS slug, slot, activated_by FROM activations`,
  verifications: 'SELECT discord_id, verified_at FROM verifications',
  blocks: 'SELECT target, discord_id, reason FROM blocks',
  preferences: 'SELECT discord_id, name, value FROM preferences',
  foreign_people: `SELECT format, foreign_id, ${person('foreign_people.user_id')} AS person, name, note, claimed FROM foreign_people`,
  channels: `SELECT id, platform, kind, guild_id, is_public FROM channels WHERE ${visible('channels')}`,
  conversations: `SELECT channel_id, position FROM conversations WHERE ${visible('conversations')}`,
  messages: `SELECT ${channelOf('conversation_id')} AS channel,
    (SELECT position FROM conversations WHERE id = conversation_id) AS conversation, speaker_kind,
    ${person('messages.user_id')} AS person, ${persona('persona_id')} AS persona,
    ${slug('personality_id')} AS slug, speaker_name, member_id, text, is_dated,
    ${saidAt(channelOf('conversation_id'))} AS said_at FROM messages WHERE ${visible('messages')}`,
  platform_messages: `SELECT channel_id, ${foreign('channel_id', 'platform_id')} AS platform_id, ordinal
    FROM platform_messages`,
  memories: `SELECT ${slug('personality_id')} AS slug, ${person('memories.user_id')} AS person,
    ${persona('persona_id')} AS persona, role, text, sector, sectors, is_dated, is_claimed,
    channel_id, is_public, ${saidAt('channel_id')} AS said_at, source FROM memories WHERE ${visible('memories')}`,
  memory_people: `SELECT (SELECT text FROM memories WHERE id = memory_id) AS memory, ${person('memory_people.user_id')} AS person
    FROM memory_people WHERE memory_id IN (SELECT id FROM memories WHERE ${visible('memories')})`,
  outbox: `SELECT channel_id, kind, ${slug('personality_id')} AS slug, ${person('outbox.user_id')} AS person, chunks, footer,
    delivered_at IS NOT NULL AS delivered, given_up_at IS NOT NULL AS given_up, given_up_why FROM outbox`,
  postings: 'SELECT channel_id, ordinal, platform_id IS NOT NULL AS arrived FROM postings',
  inbox: `SELECT message_id, original_id, channel_id, ${person('inbox.user_id')} AS person,
    json_remove(accepted, '$.userId', '$.acceptedAt') AS accepted FROM inbox WHERE done_at IS NULL`,
  marks: 'SELECT channel_id, message_id FROM marks',
  silenced: 'SELECT channel_id FROM silenced',
  outcomes: `SELECT ${foreign(channelOfOutbox, 'trigger_id')} AS trigger_id, ${slug('personality_id')} AS slug, outcome
    FROM outcomes`,
  traces: `SELECT ${person('traces.user_id')} AS person, ${slug('personality_id')} AS slug FROM traces`,
  settings: `SELECT ${person('settings.user_id')} AS person, ${slug('personality_id')} AS slug, key, state, value FROM settings`,
  usage: `SELECT ${person('usage.user_id')} AS person, ${slug('personality_id')} AS slug, provider, model, type, payer, state,
    reserved_nano_usd, tokens_in, tokens_out, tokens_cached, tokens_reasoning, cost_nano_usd, cost_text,
    upstream_nano_usd, generation_id, estimated, guild_id, cost_rest_atto FROM usage`,
  sealed_keys: `SELECT ${person('sealed_keys.user_id')} AS person, provider, endpoint, fingerprint, state FROM sealed_keys`,
  budgets: `SELECT scope, coalesce(CASE scope WHEN 'user' THEN ${person('budgets.subject')}
    WHEN 'personality' THEN ${slug('budgets.subject')} END, subject) AS subject, period, limit_nano_usd FROM budgets`,
  llm_configs: `SELECT ${person('llm_configs.owner_id')} AS owner, name, folded, provider, model, fallback_model, params FROM llm_configs`,
  descriptions: `SELECT ${person('descriptions.user_id')} AS person, sha256, model, text FROM descriptions`,
};

export function canonicalDigests(sql: Sqlite): Record<string, TableDigest> {
  return Object.fromEntries(
    Object.entries(canonical).map(([table, query]) => [table, digestOf(sql.prepare(query).raw().iterate())]),
  );
}

/** Whether a table only says how things came here. Such tables are counted, and not compared. */
export const isLedger = (table: string): boolean => table.startsWith('import_');

/** Sums of the ledger, and what is only remembered for a while. */
export const derivedTables: readonly string[] = ['spending', 'buckets', 'notices', 'attendance', 'drafts'];

/** The tables that hold what people gave us; derived ones and SQLite's own are left out. */
export function sourceTables(sql: Sqlite): string[] {
  return sql
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name)
    .filter(name => !name.startsWith('sqlite_') && !name.startsWith('memory_index') && !derivedTables.includes(name));
}

/** Every value of a table's named columns. */
export const valueDigest = (sql: Sqlite, table: string, columns: readonly string[]): TableDigest =>
  digestOf(
    sql
      .prepare(`SELECT ${columns.map(name => `"${name}"`).join(', ')} FROM "${table}"`)
      .raw()
      .iterate(),
  );

export const columnsOf = (sql: Sqlite, table: string): string[] =>
  sql
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .all(table)
    .map(({ name }) => name);

/** Every value of every table that holds what people gave us, by table. */
export function allValues(sql: Sqlite): ReadonlyMap<string, Values> {
  const tables = sourceTables(sql).filter(table => table !== 'migrations');
  return new Map(
    tables.map(table => {
      const columns = columnsOf(sql, table);
      return [table, { columns, digest: valueDigest(sql, table, columns) }];
    }),
  );
}

type Values = { readonly columns: readonly string[]; readonly digest: TableDigest };
