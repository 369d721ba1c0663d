import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { unansweredOutcomes, type Accepted } from '../../domain/inbox/accepted.js';
import type { LoreRules } from '../../domain/personality/lore.js';
import type { Params } from '../../domain/params/params.js';
import type { PersonalityJson } from './personality-json.js';

/*
 * The tables as queries see them. What makes them (STRICT, checks, indexes) stands in the migrations; a test compares
 * the two column by column. Moments are integer microseconds; flags are 0 and 1.
 */

const flag = (name: string) => integer(name, { mode: 'boolean' });
const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

/** The batch of an import that brought a row. */
const batchSeq = integer('batch_seq');

export const users = sqliteTable('users', {
  id: text().primaryKey(),
  timezone: text(),
  createdAt: integer('created_at').notNull(),
  batchSeq,
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
  manner: json<PersonalityJson['manner']>('manner').notNull(),
  voice: json<PersonalityJson['voice']>('voice'),
  avatar: text(),
  source: json<PersonalityJson['source']>('source'),
  batchSeq,
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
  rules: json<LoreRules>('rules').notNull(),
  batchSeq,
});

export const channels = sqliteTable('channels', {
  seq: integer().primaryKey(),
  id: text().notNull(),
  platform: text({ enum: ['terminal', 'discord', 'import'] }).notNull(),
  kind: text({ enum: ['dm', 'guild', 'thread'] }).notNull(),
  guildId: text('guild_id'),
  isPublic: flag('is_public').notNull(),
  batchSeq,
});

export const conversations = sqliteTable('conversations', {
  id: text().primaryKey(),
  channelId: text('channel_id').notNull(),
  startedAt: integer('started_at').notNull(),
  position: integer().notNull(),
  batchSeq,
});

export const messages = sqliteTable('messages', {
  seq: integer().primaryKey(),
  id: text().notNull(),
  conversationId: text('conversation_id').notNull(),
  speakerKind: text('speaker_kind', { enum: ['person', 'personality'] }).notNull(),
  userId: text('user_id').notNull(),
  personalityId: text('personality_id'),
  personaId: text('persona_id'),
  memberId: text('member_id'),
  speakerName: text('speaker_name'),
  text: text().notNull(),
  saidAt: integer('said_at').notNull(),
  isDated: flag('is_dated').notNull(),
  batchSeq,
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
  isDated: flag('is_dated').notNull(),
  isClaimed: flag('is_claimed').notNull(),
  messageId: text('message_id'),
  replyTo: text('reply_to'),
  source: text().notNull(),
  batchSeq,
});

export const outcomes = sqliteTable(
  'outcomes',
  {
    triggerId: text('trigger_id').notNull(),
    personalityId: text('personality_id').notNull(),
    outcome: text({ enum: ['answered', ...unansweredOutcomes] }).notNull(),
    outboxId: text('outbox_id'),
    at: integer().notNull(),
  },
  table => [primaryKey({ columns: [table.triggerId, table.personalityId] })],
);

export const outbox = sqliteTable('outbox', {
  id: text().primaryKey(),
  channelId: text('channel_id').notNull(),
  kind: text({ enum: ['answer', 'failure', 'greeting', 'notice'] }).notNull(),
  personalityId: text('personality_id'),
  userId: text('user_id').notNull(),
  messageId: text('message_id'),
  reference: text().notNull(),
  chunks: json<readonly string[]>('chunks').notNull(),
  footer: text(),
  recordedAt: integer('recorded_at').notNull(),
  deliveredAt: integer('delivered_at'),
  givenUpAt: integer('given_up_at'),
  givenUpWhy: text('given_up_why'),
});

export const postings = sqliteTable(
  'postings',
  {
    outboxId: text('outbox_id').notNull(),
    ordinal: integer().notNull(),
    channelId: text('channel_id').notNull(),
    attemptedAt: integer('attempted_at').notNull(),
    platformId: text('platform_id'),
  },
  table => [primaryKey({ columns: [table.outboxId, table.ordinal] })],
);

export const inbox = sqliteTable('inbox', {
  seq: integer().primaryKey(),
  messageId: text('message_id').notNull(),
  originalId: text('original_id'),
  channelId: text('channel_id').notNull(),
  userId: text('user_id').notNull(),
  accepted: json<Accepted>('accepted'),
  acceptedAt: integer('accepted_at').notNull(),
  doneAt: integer('done_at'),
});

export const marks = sqliteTable('marks', {
  channelId: text('channel_id').primaryKey(),
  messageId: text('message_id').notNull(),
});

export const silenced = sqliteTable('silenced', { channelId: text('channel_id').primaryKey() });

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
  guildId: text('guild_id'),
  provider: text().notNull(),
  model: text().notNull(),
  type: text({ enum: ['text', 'vision', 'voice', 'image', 'embedding', 'background'] }).notNull(),
  payer: text({ enum: ['own', 'system', 'none'] }).notNull(),
  state: text({ enum: ['open', 'cut', 'settled', 'failed', 'abandoned'] }).notNull(),
  reservedNanoUsd: integer('reserved_nano_usd').notNull(),
  tokensIn: integer('tokens_in'),
  tokensOut: integer('tokens_out'),
  tokensCached: integer('tokens_cached'),
  tokensReasoning: integer('tokens_reasoning'),
  costNanoUsd: integer('cost_nano_usd'),
  costRestAtto: integer('cost_rest_atto'),
  costText: text('cost_text'),
  upstreamNanoUsd: integer('upstream_nano_usd'),
  generationId: text('generation_id'),
  estimated: flag('estimated'),
  openedAt: integer('opened_at').notNull(),
  closedAt: integer('closed_at'),
  holder: text(),
});

export const keyEpochs = sqliteTable('key_epochs', {
  keyId: text('key_id').primaryKey(),
  checkValue: text('check_value').notNull(),
  state: text({ enum: ['incoming', 'active', 'retired'] }).notNull(),
  createdAt: integer('created_at').notNull(),
  retiredAt: integer('retired_at'),
  worker: text(),
  location: text(),
});

export const sealedKeys = sqliteTable('sealed_keys', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  provider: text().notNull(),
  endpoint: text(),
  fingerprint: text().notNull(),
  sealed: text().notNull(),
  state: text({ enum: ['active', 'refused'] }).notNull(),
  createdAt: integer('created_at').notNull(),
  lastUsedAt: integer('last_used_at'),
  failedAt: integer('failed_at'),
  refusedAt: integer('refused_at'),
});

export const spending = sqliteTable(
  'spending',
  {
    scope: text({ enum: ['user', 'personality', 'guild', 'system'] }).notNull(),
    subject: text().notNull(),
    quarter: integer().notNull(),
    settledNanoUsd: integer('settled_nano_usd').notNull(),
    reservedNanoUsd: integer('reserved_nano_usd').notNull(),
  },
  row => [primaryKey({ columns: [row.scope, row.subject, row.quarter] })],
);

export const budgets = sqliteTable(
  'budgets',
  {
    scope: text({ enum: ['user', 'personality', 'guild', 'system'] }).notNull(),
    subject: text().notNull(),
    period: text({ enum: ['day', 'week', 'month'] }).notNull(),
    limitNanoUsd: integer('limit_nano_usd'),
    setAt: integer('set_at').notNull(),
  },
  row => [primaryKey({ columns: [row.scope, row.subject, row.period] })],
);

export const buckets = sqliteTable(
  'buckets',
  {
    kind: text().notNull(),
    subject: text().notNull(),
    tokens: real().notNull(),
    at: integer().notNull(),
    toldAt: integer('told_at'),
  },
  row => [primaryKey({ columns: [row.kind, row.subject] })],
);

export const notices = sqliteTable(
  'notices',
  {
    userId: text('user_id').notNull(),
    kind: text().notNull(),
    subject: text().notNull(),
    at: integer().notNull(),
  },
  row => [primaryKey({ columns: [row.userId, row.kind, row.subject] })],
);

export const migrations = sqliteTable('migrations', {
  name: text().primaryKey(),
  position: integer().notNull(),
  appliedAt: integer('applied_at').notNull(),
});

export const avatars = sqliteTable('avatars', {
  sha256: text().primaryKey(),
  type: text().notNull(),
  width: integer().notNull(),
  height: integer().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
});

export const origins = sqliteTable('origins', {
  personalityId: text('personality_id').primaryKey(),
  format: text().notNull(),
  document: text().notNull(),
});

export const overrides = sqliteTable(
  'overrides',
  {
    userId: text('user_id').notNull(),
    personalityId: text('personality_id').notNull(),
    personaId: text('persona_id'),
    sidecar: text(),
    model: text(),
    params: json<Params>('params').notNull(),
  },
  table => [primaryKey({ columns: [table.userId, table.personalityId] })],
);

export const activations = sqliteTable(
  'activations',
  {
    channelId: text('channel_id').notNull(),
    personalityId: text('personality_id').notNull(),
    slot: integer().notNull(),
    activatedBy: text('activated_by'),
  },
  table => [primaryKey({ columns: [table.channelId, table.personalityId] })],
);

export const verifications = sqliteTable('verifications', {
  discordId: text('discord_id').primaryKey(),
  verifiedAt: integer('verified_at'),
});

export const blocks = sqliteTable(
  'blocks',
  {
    target: text({ enum: ['user', 'guild', 'channel'] }).notNull(),
    discordId: text('discord_id').notNull(),
    reason: text(),
  },
  table => [primaryKey({ columns: [table.target, table.discordId] })],
);

export const preferences = sqliteTable(
  'preferences',
  { discordId: text('discord_id').notNull(), name: text().notNull(), value: text().notNull() },
  table => [primaryKey({ columns: [table.discordId, table.name] })],
);

export const memoryPeople = sqliteTable(
  'memory_people',
  { memoryId: text('memory_id').notNull(), userId: text('user_id').notNull() },
  table => [primaryKey({ columns: [table.memoryId, table.userId] })],
);

export const foreignPeople = sqliteTable(
  'foreign_people',
  {
    format: text().notNull(),
    foreignId: text('foreign_id').notNull(),
    userId: text('user_id').notNull(),
    name: text(),
    note: text(),
    claimed: flag('claimed').notNull(),
  },
  table => [primaryKey({ columns: [table.format, table.foreignId] })],
);

export const llmConfigs = sqliteTable('llm_configs', {
  id: text().primaryKey(),
  ownerId: text('owner_id'),
  name: text().notNull(),
  folded: text().notNull(),
  provider: text({ enum: ['openrouter', 'openai-compatible'] }),
  model: text().notNull(),
  fallbackModel: text('fallback_model'),
  params: text({ mode: 'json' }).$type<Params>().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});

export const descriptions = sqliteTable(
  'descriptions',
  {
    userId: text('user_id').notNull(),
    sha256: text().notNull(),
    model: text().notNull(),
    text: text().notNull(),
    madeAt: integer('made_at').notNull(),
  },
  table => [primaryKey({ columns: [table.userId, table.sha256] })],
);

export const attendance = sqliteTable('attendance', {
  seat: integer().primaryKey(),
  worker: text().notNull(),
  since: integer().notNull(),
});

export const drafts = sqliteTable('drafts', {
  outboxId: text('outbox_id').primaryKey(),
  platformId: text('platform_id').notNull(),
  at: integer().notNull(),
});
