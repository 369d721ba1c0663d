import { createMemoryIndex, dropMemoryIndex } from '../memory-index.js';
import type { Migration } from './step.js';

/** What people bring from elsewhere: where it came from, to prove it and to take it back, and what it says. */
export const imports: Migration = {
  name: '0003-imports',
  up(sql) {
    dropMemoryIndex(sql);
    sql.exec(columns);
    sql.exec(tables);
    sql.exec(ledger);
    sql.exec(tombstones);
    createMemoryIndex(sql);
  },
};

/* A row whose batch is not done is not there yet, or not any more; see visible.ts. */
const columns = `
ALTER TABLE users ADD COLUMN batch_seq INTEGER;
ALTER TABLE channels ADD COLUMN batch_seq INTEGER;
ALTER TABLE conversations ADD COLUMN batch_seq INTEGER;
ALTER TABLE messages ADD COLUMN batch_seq INTEGER;
ALTER TABLE messages ADD COLUMN is_dated INTEGER NOT NULL DEFAULT 1 CHECK (is_dated IN (0, 1));
ALTER TABLE memories ADD COLUMN batch_seq INTEGER;
ALTER TABLE memories ADD COLUMN is_dated INTEGER NOT NULL DEFAULT 1 CHECK (is_dated IN (0, 1));
ALTER TABLE memories ADD COLUMN is_claimed INTEGER NOT NULL DEFAULT 1 CHECK (is_claimed IN (0, 1));
ALTER TABLE lore ADD COLUMN rules TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rules));
ALTER TABLE lore ADD COLUMN batch_seq INTEGER;
ALTER TABLE personalities ADD COLUMN manner TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(manner));
ALTER TABLE personalities ADD COLUMN voice TEXT CHECK (voice IS NULL OR json_valid(voice));
ALTER TABLE personalities ADD COLUMN avatar TEXT;
ALTER TABLE personalities ADD COLUMN source TEXT CHECK (source IS NULL OR json_valid(source));
ALTER TABLE personalities ADD COLUMN batch_seq INTEGER;
`;

const tables = `
CREATE TABLE avatars (
  sha256 TEXT PRIMARY KEY,
  type   TEXT NOT NULL,
  width  INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE origins (
  personality_id TEXT PRIMARY KEY REFERENCES personalities (id) ON DELETE CASCADE,
  format         TEXT NOT NULL,
  document       TEXT NOT NULL
) STRICT;

CREATE TABLE overrides (
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  persona_id     TEXT REFERENCES personas (id) ON DELETE SET NULL,
  sidecar        TEXT,
  model          TEXT,
  params         TEXT NOT NULL CHECK (json_valid(params)),
  PRIMARY KEY (user_id, personality_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX overrides_by_personality ON overrides (personality_id);
CREATE INDEX overrides_by_persona ON overrides (persona_id);

CREATE TABLE activations (
  channel_id     TEXT NOT NULL,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  slot           INTEGER NOT NULL,
  activated_by   TEXT,
  PRIMARY KEY (channel_id, personality_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activations_by_personality ON activations (personality_id);

CREATE TABLE verifications (
  discord_id  TEXT PRIMARY KEY,
  verified_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
  target     TEXT NOT NULL CHECK (target IN ('user', 'guild', 'channel')),
  discord_id TEXT NOT NULL,
  reason     TEXT,
  PRIMARY KEY (target, discord_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
  discord_id TEXT NOT NULL,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  PRIMARY KEY (discord_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory_people (
  memory_id TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  user_id   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (memory_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_people_by_user ON memory_people (user_id);

CREATE TABLE foreign_people (
  format     TEXT NOT NULL,
  foreign_id TEXT NOT NULL,
  user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name       TEXT,
  note       TEXT,
  claimed    INTEGER NOT NULL CHECK (claimed IN (0, 1)),
  PRIMARY KEY (format, foreign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX foreign_people_by_user ON foreign_people (user_id);
`;

const ledger = `
CREATE TABLE import_keys (
  id         TEXT PRIMARY KEY,
  user_id    TEXT NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  sealed     TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE import_batches (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  user_id     TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'done', 'undoing', 'undone')),
  holder      TEXT NOT NULL,
  request     TEXT NOT NULL CHECK (json_valid(request)),
  report      TEXT CHECK (report IS NULL OR json_valid(report)),
  started_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE UNIQUE INDEX import_batches_unfinished ON import_batches (1) WHERE state IN ('open', 'undoing');

CREATE TABLE import_files (
  seq       INTEGER PRIMARY KEY,
  batch_seq INTEGER NOT NULL REFERENCES import_batches (seq) ON DELETE CASCADE,
  path      TEXT NOT NULL,
  container TEXT,
  sha256    TEXT NOT NULL,
  bytes     INTEGER NOT NULL,
  state     TEXT NOT NULL CHECK (state IN ('read', 'container', 'refused', 'stray', 'secret')),
  key_id    TEXT,
  format    TEXT,
  role      TEXT,
  scope     TEXT NOT NULL,
  tallies   TEXT NOT NULL CHECK (json_valid(tallies)),
  code      TEXT,
  message   TEXT
) STRICT;
CREATE INDEX import_files_by_content ON import_files (sha256);
CREATE INDEX import_files_by_batch ON import_files (batch_seq);

CREATE TABLE import_records (
  seq         INTEGER PRIMARY KEY,
  batch_seq   INTEGER NOT NULL,
  path        TEXT NOT NULL,
  at          TEXT NOT NULL,
  kind        TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  fingerprint BLOB NOT NULL UNIQUE,
  target      TEXT,
  reason      TEXT CHECK (reason IS NULL OR json_valid(reason))
) STRICT;

CREATE INDEX import_records_by_batch ON import_records (batch_seq);

CREATE TABLE import_changes (
  seq       INTEGER PRIMARY KEY,
  batch_seq INTEGER NOT NULL REFERENCES import_batches (seq) ON DELETE CASCADE,
  kind      TEXT,
  entity    TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  before    TEXT CHECK (before IS NULL OR json_valid(before)),
  after     TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT;
CREATE INDEX import_changes_by_batch ON import_changes (batch_seq);
CREATE INDEX import_changes_by_entity ON import_changes (entity, entity_id);

CREATE TABLE import_senders (
  memory_id  TEXT NOT NULL REFERENCES memories (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  format     TEXT NOT NULL,
  foreign_id TEXT NOT NULL,
  PRIMARY KEY (memory_id, format, foreign_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_senders_by_person ON import_senders (format, foreign_id);
`;

/* What people take away here stays away, also when the same source is read once more. */
const tombstones = `
CREATE TABLE import_tombstones (
  id        TEXT PRIMARY KEY,
  batch_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
${['memories', 'messages', 'lore', 'personalities']
  .map(
    table => `CREATE TRIGGER ${table}_gone AFTER DELETE ON ${table} WHEN old.batch_seq IN (SELECT seq FROM import_batches WHERE state = 'done')
  BEGIN INSERT OR IGNORE INTO import_tombstones (id, batch_seq) VALUES (old.id, old.batch_seq); END;`,
  )
  .join('\n')}
`;
