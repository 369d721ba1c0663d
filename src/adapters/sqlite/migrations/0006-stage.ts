import type { Migration } from './step.js';

/** What is to be said and how far it came, what waits for an answer, and up to where a channel was seen. */
export const stage: Migration = {
  name: '0006-stage',
  up(sql) {
    sql.exec(members);
    sql.exec(sending);
    sql.exec(postings);
    sql.exec(receiving);
    sql.exec(silenced);
    sql.exec(attendance);
    sql.exec(drafts);
  },
};

/* Several may share an account, and speak through a proxy that tells them apart. */
const members = 'ALTER TABLE messages ADD COLUMN member_id TEXT';

/* Both are made anew before either of the old ones goes: a row that leaves the outbox takes its outcome along. */
const sending = `
CREATE TABLE outbox_new (
  id             TEXT PRIMARY KEY,
  channel_id     TEXT NOT NULL REFERENCES channels (id),
  kind           TEXT NOT NULL CHECK (kind IN ('answer', 'failure', 'greeting', 'notice')),
  personality_id TEXT REFERENCES personalities (id) ON DELETE CASCADE,
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  message_id     TEXT REFERENCES messages (id) ON DELETE CASCADE,
  reference      TEXT NOT NULL UNIQUE,
  chunks         TEXT NOT NULL CHECK (json_valid(chunks)),
  footer         TEXT,
  recorded_at    INTEGER NOT NULL,
  delivered_at   INTEGER,
  given_up_at    INTEGER,
  given_up_why   TEXT,
  CHECK ((kind = 'answer') = (message_id IS NOT NULL)),
  CHECK ((given_up_at IS NULL) = (given_up_why IS NULL)),
  CHECK (delivered_at IS NULL OR given_up_at IS NULL)
) STRICT;
INSERT INTO outbox_new
  SELECT o.id, o.channel_id, 'answer', m.personality_id, m.user_id, o.message_id, o.reference, o.chunks, NULL, o.recorded_at,
    o.delivered_at, NULL, NULL
  FROM outbox o JOIN messages m ON m.id = o.message_id ORDER BY o.rowid;

CREATE TABLE outcomes_new (
  trigger_id     TEXT NOT NULL,
  personality_id TEXT NOT NULL REFERENCES personalities (id) ON DELETE CASCADE,
  outcome        TEXT NOT NULL
    CHECK (outcome IN ('answered', 'failed', 'merged', 'limited', 'too-old', 'fused', 'ignored')),
  outbox_id      TEXT REFERENCES outbox_new (id) ON DELETE CASCADE,
  at             INTEGER NOT NULL,
  PRIMARY KEY (trigger_id, personality_id),
  CHECK (outcome <> 'answered' OR outbox_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO outcomes_new SELECT trigger_id, personality_id, outcome, outbox_id, at FROM outcomes;

DROP TABLE outcomes;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
ALTER TABLE outcomes_new RENAME TO outcomes;
CREATE INDEX outbox_waiting ON outbox (channel_id, recorded_at) WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX outbox_by_channel ON outbox (channel_id, recorded_at) WHERE kind = 'answer';
CREATE INDEX outbox_by_person ON outbox (user_id, channel_id, recorded_at);
CREATE INDEX outbox_by_message ON outbox (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outcomes_by_outbox ON outcomes (outbox_id);
`;

/* A message is part of one thing only. Its channel is that of the outbox row. */
const postings = `
CREATE TABLE postings (
  outbox_id    TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  ordinal      INTEGER NOT NULL,
  channel_id   TEXT NOT NULL,
  attempted_at INTEGER NOT NULL,
  platform_id  TEXT,
  PRIMARY KEY (outbox_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX postings_by_message ON postings (channel_id, platform_id) WHERE platform_id IS NOT NULL;
INSERT OR IGNORE INTO postings
  SELECT o.id, p.ordinal, o.channel_id, o.delivered_at, p.platform_id
  FROM outbox o JOIN platform_messages p ON p.message_id = o.message_id AND p.channel_id = o.channel_id
  WHERE o.delivered_at IS NOT NULL;
`;

/* `accepted` is all that is needed to go on after a crash, and is kept for no longer. */
const receiving = `
CREATE TABLE inbox (
  seq         INTEGER PRIMARY KEY,
  message_id  TEXT NOT NULL UNIQUE,
  original_id TEXT,
  channel_id  TEXT NOT NULL,
  user_id     TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  accepted    TEXT CHECK (accepted IS NULL OR json_valid(accepted)),
  accepted_at INTEGER NOT NULL,
  done_at     INTEGER,
  CHECK ((accepted IS NULL) = (done_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX inbox_by_original ON inbox (original_id) WHERE original_id IS NOT NULL;
CREATE INDEX inbox_by_person ON inbox (user_id);
CREATE INDEX inbox_waiting ON inbox (seq) WHERE done_at IS NULL;
CREATE INDEX inbox_by_end ON inbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE marks (
  channel_id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/* A channel that is off although the one around it is not. */
const silenced = `
CREATE TABLE silenced (
  channel_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
`;

/* One program at a time speaks for a home. */
const attendance = `
CREATE TABLE attendance (
  seat   INTEGER PRIMARY KEY CHECK (seat = 1),
  worker TEXT NOT NULL,
  since  INTEGER NOT NULL
) STRICT;
`;

/* Answers of which people saw the beginning before there was more of them: under which id that stands. */
const drafts = `
CREATE TABLE drafts (
  outbox_id   TEXT PRIMARY KEY,
  platform_id TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
