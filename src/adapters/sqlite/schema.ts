import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PersonalityJson } from './personality-json.js';

/*
 * The tables as queries see them. What makes them (STRICT, checks, indexes) stands in the migrations; a test compares
 * the two column by column. Moments are integer microseconds; flags are 0 and 1.
 */

const flag = (name: string) => integer(name, { mode: 'boolean' });
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

export const users = sqliteTable('users', {
  id: text().primaryKey(),
  timezone: text(),
  createdAt: integer('created_at').notNull(),
});

export const accounts = sqliteTable(
  'accounts',
  {
    platform: text({ enum: ['local', 'discord'] }).notNull(),
    foreignId: text('foreign_id').notNull(),
    userId: text('user_id').notNull(),
    name: text(),
    position: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.platform, table.foreignId] })],
);

export const personas = sqliteTable('personas', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  name: text().notNull(),
  pronouns: text(),
  about: text(),
  isDefault: flag('is_default').notNull(),
});

export const personalities = sqliteTable('personalities', {
  id: text().primaryKey(),
  slug: text().notNull(),
  name: text().notNull(),
  displayName: text('display_name').notNull(),
  ownerId: text('owner_id').notNull(),
  isPublic: flag('is_public').notNull(),
  isStateless: flag('is_stateless').notNull(),
  errorMessage: text('error_message'),
  birthYear: integer('birth_year'),
  birthMonth: integer('birth_month'),
  birthDay: integer('birth_day'),
  prompt: json<PersonalityJson['prompt']>('prompt').notNull(),
  llm: json<PersonalityJson['llm']>('llm').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const names = sqliteTable('names', {
  folded: text().primaryKey(),
  personalityId: text('personality_id').notNull(),
  kind: text({ enum: ['slug', 'alias'] }).notNull(),
  display: text().notNull(),
});

export const lore = sqliteTable('lore', {
  id: text().primaryKey(),
  personalityId: text('personality_id').notNull(),
  title: text().notNull(),
  keys: json<string[]>('keys').notNull(),
  content: text().notNull(),
  constant: flag('constant').notNull(),
  enabled: flag('enabled').notNull(),
  position: integer().notNull(),
});

export const channels = sqliteTable('channels', {
  seq: integer().primaryKey(),
  id: text().notNull(),
  platform: text({ enum: ['terminal', 'discord'] }).notNull(),
  kind: text({ enum: ['dm', 'guild', 'thread'] }).notNull(),
  guildId: text('guild_id'),
  isPublic: flag('is_public').notNull(),
});

export const conversations = sqliteTable('conversations', {
  id: text().primaryKey(),
  channelId: text('channel_id').notNull(),
  startedAt: integer('started_at').notNull(),
  position: integer().notNull(),
});

export const messages = sqliteTable('messages', {
  seq: integer().primaryKey(),
  id: text().notNull(),
  conversationId: text('conversation_id').notNull(),
  speakerKind: text('speaker_kind', { enum: ['person', 'personality'] }).notNull(),
  userId: text('user_id').notNull(),
  personalityId: text('personality_id'),
  personaId: text('persona_id'),
  speakerName: text('speaker_name'),
  text: text().notNull(),
  saidAt: integer('said_at').notNull(),
});

export const platformMessages = sqliteTable(
  'platform_messages',
  {
    channelId: text('channel_id').notNull(),
    platformId: text('platform_id').notNull(),
    messageId: text('message_id').notNull(),
    ordinal: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.channelId, table.platformId] })],
);

export const memories = sqliteTable('memories', {
  seq: integer().primaryKey(),
  id: text().notNull(),
  personalityId: text('personality_id').notNull(),
  userId: text('user_id').notNull(),
  personaId: text('persona_id'),
  role: text({ enum: ['person', 'personality', 'note'] }).notNull(),
  text: text().notNull(),
  terms: text().notNull(),
  sector: text({ enum: ['episodic', 'semantic', 'emotional', 'procedural', 'reflective'] }).notNull(),
  sectors: json<('episodic' | 'semantic' | 'emotional' | 'procedural' | 'reflective')[]>('sectors').notNull(),
  channelId: text('channel_id').notNull(),
  isPublic: flag('is_public').notNull(),
  saidAt: integer('said_at').notNull(),
  messageId: text('message_id'),
  replyTo: text('reply_to'),
  source: text().notNull(),
});

export const outcomes = sqliteTable(
  'outcomes',
  {
    triggerId: text('trigger_id').notNull(),
    personalityId: text('personality_id').notNull(),
    outcome: text({ enum: ['answered'] }).notNull(),
    outboxId: text('outbox_id'),
    at: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.triggerId, table.personalityId] })],
);

export const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  channelId: text('channel_id').notNull(),
  messageId: text('message_id').notNull(),
  reference: text().notNull(),
  chunks: json<string[]>('chunks').notNull(),
  recordedAt: integer('recorded_at').notNull(),
  deliveredAt: integer('delivered_at'),
});

export const traces = sqliteTable('traces', {
  reference: text().primaryKey(),
  userId: text('user_id').notNull(),
  personalityId: text('personality_id').notNull(),
  at: integer().notNull(),
  expiresAt: integer('expires_at').notNull(),
  sealed: text().notNull(),
});

export const settings = sqliteTable('settings', {
  userId: text('user_id').notNull(),
  personalityId: text('personality_id'),
  key: text().notNull(),
  state: text({ enum: ['off', 'value'] }).notNull(),
  value: text(),
});

export const usage = sqliteTable('usage', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  personalityId: text('personality_id'),
  provider: text().notNull(),
  model: text().notNull(),
  type: text({ enum: ['text'] }).notNull(),
  payer: text({ enum: ['own', 'system', 'none'] }).notNull(),
  state: text({ enum: ['open', 'settled', 'failed', 'abandoned'] }).notNull(),
  reservedNanoUsd: integer('reserved_nano_usd').notNull(),
  tokensIn: integer('tokens_in'),
  tokensOut: integer('tokens_out'),
  tokensCached: integer('tokens_cached'),
  tokensReasoning: integer('tokens_reasoning'),
  costNanoUsd: integer('cost_nano_usd'),
  costText: text('cost_text'),
  upstreamNanoUsd: integer('upstream_nano_usd'),
  generationId: text('generation_id'),
  estimated: flag('estimated'),
  openedAt: integer('opened_at').notNull(),
  closedAt: integer('closed_at'),
});

export const keyEpochs = sqliteTable('key_epochs', {
  keyId: text('key_id').primaryKey(),
  checkValue: text('check_value').notNull(),
  state: text({ enum: ['active', 'retired'] }).notNull(),
  createdAt: integer('created_at').notNull(),
});

export const migrations = sqliteTable('migrations', {
  name: text().primaryKey(),
  position: integer().notNull(),
  appliedAt: integer('applied_at').notNull(),
});
