import type { Migration } from './step.js';

/** People, personalities, what was said, what is remembered, and what it cost. */
export const foundation: Migration = {
  name: '0001-foundation',
  up(sql) {
    sql.exec(tables);
  },
};

const tables = `
CREATE TABLE migrations (
  name       TEXT PRIMARY KEY,
  position   INTEGER NOT NULL UNIQUE,
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE key_epochs (
  key_id      TEXT PRIMARY KEY,
  check_value TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('active', 'retired')),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX key_epochs_one_active ON key_epochs (state) WHERE state = 'active';

CREATE TABLE users (
  id         TEXT PRIMARY KEY,
  timezone   TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
  platform   TEXT NOT NULL,
  foreign_id TEXT NOT NULL,
  user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       TEXT,
  position   INTEGER NOT NULL,
  PRIMARY KEY (platform, foreign_id)
) STRICT;
CREATE INDEX accounts_by_user ON accounts (user_id, position);

CREATE TABLE personas (
  id         TEXT PRIMARY KEY,
  user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  pronouns   TEXT,
  about      TEXT,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1))
) STRICT;
CREATE INDEX personas_by_user ON personas (user_id, name);
CREATE UNIQUE INDEX personas_one_default ON personas (user_id) WHERE is_default = 1;

CREATE TABLE personalities (
  id            TEXT PRIMARY KEY,
  slug          TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  display_name  TEXT NOT NULL,
  owner_id      TEXT NOT NULL REFERENCES users (id),
  is_public     INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  is_stateless  INTEGER NOT NULL CHECK (is_stateless IN (0, 1)),
  error_message TEXT,
  birth_year    INTEGER,
  birth_month   INTEGER CHECK (birth_month BETWEEN 1 AND 12),
  birth_day     INTEGER CHECK (birth_day BETWEEN 1 AND 31),
  prompt        TEXT NOT NULL CHECK (json_valid(prompt)),
  llm           TEXT NOT NULL CHECK (json_valid(llm)),
  created_at    INTEGER NOT NULL,
  updated_at    INTEGER NOT NULL,
  CHECK ((birth_month IS NULL) = (birth_day IS NULL))
) STRICT;

CREATE TABLE names (
  folded         TEXT PRIMARY KEY,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL CHECK (kind IN ('slug', 'alias')),
  display        TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX names_by_personality ON names (personality_id);

CREATE TABLE lore (
  id             TEXT PRIMARY KEY,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  title          TEXT NOT NULL,
  keys           TEXT NOT NULL CHECK (json_valid(keys)),
  content        TEXT NOT NULL,
  constant       INTEGER NOT NULL CHECK (constant IN (0, 1)),
  enabled        INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  position       INTEGER NOT NULL
) STRICT;
CREATE INDEX lore_by_personality ON lore (personality_id, position, id);

CREATE TABLE channels (
  seq       INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  platform  TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('dm', 'guild', 'thread')),
  guild_id  TEXT,
  is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  CHECK (kind <> 'dm' OR is_public = 0)
) STRICT;

CREATE TABLE conversations (
  id         TEXT PRIMARY KEY,
  channel_id TEXT NOT NULL REFERENCES channels (id),
  started_at INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  UNIQUE (channel_id, position)
) STRICT;

CREATE TABLE messages (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  speaker_kind    TEXT NOT NULL CHECK (speaker_kind IN ('person', 'personality')),
  user_id         TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  personality_id  TEXT REFERENCES personalities (id) ON DELETE CASCADE,
  persona_id      TEXT REFERENCES personas (id) ON DELETE SET NULL,
  speaker_name    TEXT,
  text            TEXT NOT NULL,
  said_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_conversation ON messages (conversation_id, seq);
CREATE INDEX messages_by_user ON messages (user_id, personality_id, seq);

CREATE TABLE platform_messages (
  channel_id  TEXT NOT NULL REFERENCES channels (id),
  platform_id TEXT NOT NULL,
  message_id  TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  ordinal     INTEGER NOT NULL,
  PRIMARY KEY (channel_id, platform_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX platform_messages_by_message ON platform_messages (message_id, ordinal);

CREATE TABLE memories (
  seq            INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  persona_id     TEXT REFERENCES personas (id) ON DELETE SET NULL,
  role           TEXT NOT NULL CHECK (role IN ('person', 'personality', 'note')),
  text           TEXT NOT NULL,
  sector         TEXT NOT NULL CHECK (sector IN ('episodic', 'semantic', 'emotional', 'procedural', 'reflective')),
  sectors        TEXT NOT NULL CHECK (json_valid(sectors)),
  channel_id     TEXT NOT NULL REFERENCES channels (id),
  is_public      INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  said_at        INTEGER NOT NULL,
  message_id     TEXT,
  reply_to       TEXT,
  source         TEXT NOT NULL
) STRICT;
CREATE INDEX memories_by_owner ON memories (personality_id, user_id, said_at);
CREATE INDEX memories_by_channel ON memories (channel_id, personality_id);
CREATE INDEX memories_by_message ON memories (message_id, personality_id);

CREATE TABLE outbox (
  id           TEXT PRIMARY KEY,
  channel_id   TEXT NOT NULL REFERENCES channels (id),
  message_id   TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  reference    TEXT NOT NULL UNIQUE,
  chunks       TEXT NOT NULL CHECK (json_valid(chunks)),
  recorded_at  INTEGER NOT NULL,
  delivered_at INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (channel_id, recorded_at) WHERE delivered_at IS NULL;
CREATE INDEX outbox_by_message ON outbox (message_id);

CREATE TABLE outcomes (
  trigger_id     TEXT NOT NULL,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  outcome        TEXT NOT NULL,
  outbox_id      TEXT REFERENCES outbox (id) ON DELETE CASCADE,
  at             INTEGER NOT NULL,
  PRIMARY KEY (trigger_id, personality_id),
  CHECK ((outcome = 'answered') = (outbox_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX outcomes_by_outbox ON outcomes (outbox_id);

CREATE TABLE traces (
  reference      TEXT PRIMARY KEY,
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  at             INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  sealed         TEXT NOT NULL
) STRICT;
CREATE INDEX traces_by_expiry ON traces (expires_at);

CREATE TABLE settings (
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  personality_id TEXT REFERENCES personalities (id) ON DELETE CASCADE,
  key            TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('off', 'value')),
  value          TEXT CHECK (value IS NULL OR json_valid(value)),
  CHECK ((state = 'value') = (value IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX settings_by_place ON settings (user_id, coalesce(personality_id, ''), key);

CREATE TABLE usage (
  id                TEXT PRIMARY KEY,
  user_id           TEXT NOT NULL REFERENCES users (id),
  personality_id    TEXT REFERENCES personalities (id) ON DELETE SET NULL,
  provider          TEXT NOT NULL,
  model             TEXT NOT NULL,
  type              TEXT NOT NULL,
  payer             TEXT NOT NULL CHECK (payer IN ('own', 'system', 'none')),
  state             TEXT NOT NULL CHECK (state IN ('open', 'settled', 'failed', 'abandoned')),
  reserved_nano_usd INTEGER NOT NULL,
  tokens_in         INTEGER,
  tokens_out        INTEGER,
  tokens_cached     INTEGER,
  tokens_reasoning  INTEGER,
  cost_nano_usd     INTEGER,
  cost_text         TEXT,
  upstream_nano_usd INTEGER,
  generation_id     TEXT,
  estimated         INTEGER CHECK (estimated IN (0, 1)),
  opened_at         INTEGER NOT NULL,
  closed_at         INTEGER,
  CHECK ((state = 'open') = (closed_at IS NULL))
) STRICT;
CREATE INDEX usage_by_time ON usage (opened_at);
CREATE INDEX usage_by_user ON usage (user_id, opened_at);
CREATE INDEX usage_open ON usage (opened_at) WHERE state = 'open';
`;
