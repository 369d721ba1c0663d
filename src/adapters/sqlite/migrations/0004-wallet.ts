import type { Migration } from './step.js';

/** People's own keys, the change of master keys, what may be spent, and how often one may ask. */
export const wallet: Migration = {
  name: '0004-wallet',
  up(sql) {
    sql.exec(epochs);
    sql.exec(keys);
    sql.exec(ledger);
    sql.exec(spending);
    sql.exec(limits);
    for (const table of sealedTables) sql.exec(guarded(table));
    sql.exec(keptEpochs);
  },
};

/* A key that comes in has a worker that brings it in. Its file is at `location`, or where the home has its keys. */
const epochs = `
CREATE TABLE key_epochs_new (
  key_id      TEXT PRIMARY KEY,
  check_value TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('incoming', 'active', 'retired')),
  created_at  INTEGER NOT NULL,
  retired_at  INTEGER,
  worker      TEXT,
  location    TEXT,
  CHECK ((state = 'retired') = (retired_at IS NOT NULL)),
  CHECK (state <> 'incoming' OR worker IS NOT NULL),
  CHECK (state <> 'retired' OR worker IS NULL)
) STRICT;
INSERT INTO key_epochs_new (key_id, check_value, state, created_at, retired_at)
  SELECT key_id, check_value, state, created_at, CASE state WHEN 'retired' THEN created_at END FROM key_epochs;
DROP TABLE key_epochs;
ALTER TABLE key_epochs_new RENAME TO key_epochs;
CREATE UNIQUE INDEX key_epochs_one_active ON key_epochs (state) WHERE state = 'active';
CREATE UNIQUE INDEX key_epochs_one_incoming ON key_epochs (state) WHERE state = 'incoming';
`;

/* The endpoint is the address to which a key for an endpoint of the operator's may go. */
const keys = `
CREATE TABLE sealed_keys (
  id           TEXT PRIMARY KEY,
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider     TEXT NOT NULL,
  endpoint     TEXT,
  fingerprint  TEXT NOT NULL,
  sealed       TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('active', 'refused')),
  created_at   INTEGER NOT NULL,
  last_used_at INTEGER,
  failed_at    INTEGER,
  refused_at   INTEGER,
  UNIQUE (user_id, provider),
  CHECK ((state = 'refused') = (refused_at IS NOT NULL))
) STRICT;
CREATE INDEX sealed_keys_by_failure ON sealed_keys (provider, failed_at) WHERE failed_at IS NOT NULL;
`;

/* A cut row is one whose answer broke off: nothing is under way any more, and what it cost is still to be asked. */
const ledger = `
CREATE TABLE usage_new (
  id                TEXT PRIMARY KEY,
  user_id           TEXT NOT NULL REFERENCES users (id),
  personality_id    TEXT REFERENCES personalities (id) ON DELETE SET NULL,
  guild_id          TEXT,
  provider          TEXT NOT NULL,
  model             TEXT NOT NULL,
  type              TEXT NOT NULL CHECK (type IN ('text', 'vision', 'voice', 'image', 'embedding', 'background')),
  payer             TEXT NOT NULL CHECK (payer IN ('own', 'system', 'none')),
  state             TEXT NOT NULL CHECK (state IN ('open', 'cut', 'settled', 'failed', 'abandoned')),
  reserved_nano_usd INTEGER NOT NULL,
  tokens_in         INTEGER,
  tokens_out        INTEGER,
  tokens_cached     INTEGER,
  tokens_reasoning  INTEGER,
  cost_nano_usd     INTEGER,
  cost_rest_atto    INTEGER,
  cost_text         TEXT,
  upstream_nano_usd INTEGER,
  generation_id     TEXT,
  estimated         INTEGER CHECK (estimated IN (0, 1)),
  opened_at         INTEGER NOT NULL,
  closed_at         INTEGER,
  holder            TEXT,
  CHECK ((state IN ('open', 'cut')) = (closed_at IS NULL))
) STRICT;
INSERT INTO usage_new SELECT id, user_id, personality_id, NULL, provider, model, type, payer, state, reserved_nano_usd,
  tokens_in, tokens_out, tokens_cached, tokens_reasoning, cost_nano_usd, 0, cost_text, upstream_nano_usd, generation_id,
  estimated, opened_at, closed_at, NULL FROM usage;
DROP TABLE usage;
ALTER TABLE usage_new RENAME TO usage;
CREATE INDEX usage_by_time ON usage (opened_at);
CREATE INDEX usage_by_user ON usage (user_id, opened_at);
CREATE INDEX usage_open ON usage (opened_at) WHERE state IN ('open', 'cut');
`;

const microsPerQuarter = 900_000_000;

/** Whose budgets a row counts for. Of somebody's own key nobody counts anything but they themselves. */
const shares = (row: 'NEW' | 'OLD') => `(
  SELECT 'user' AS scope, ${row}.user_id AS subject WHERE ${row}.payer <> 'none'
  UNION ALL SELECT 'system', '' WHERE ${row}.payer = 'system'
  UNION ALL SELECT 'personality', ${row}.personality_id WHERE ${row}.payer = 'system' AND ${row}.personality_id IS NOT NULL
  UNION ALL SELECT 'guild', ${row}.guild_id WHERE ${row}.payer = 'system' AND ${row}.guild_id IS NOT NULL
)`;

const isUnderWay = (row: string) => `${row}.state IN ('open', 'cut')`;

const add = (row: 'NEW' | 'OLD', sign: '' | '-') => `
  INSERT INTO spending (scope, subject, quarter, settled_nano_usd, reserved_nano_usd)
  SELECT scope, subject, ${row}.opened_at / ${microsPerQuarter},
    ${sign}CASE WHEN ${isUnderWay(row)} THEN 0 ELSE coalesce(${row}.cost_nano_usd, 0) + coalesce(${row}.upstream_nano_usd, 0) END,
    ${sign}CASE WHEN ${isUnderWay(row)} THEN ${row}.reserved_nano_usd ELSE 0 END
  FROM ${shares(row)} WHERE true
  ON CONFLICT (scope, subject, quarter) DO UPDATE SET
    settled_nano_usd = settled_nano_usd + excluded.settled_nano_usd,
    reserved_nano_usd = reserved_nano_usd + excluded.reserved_nano_usd;`;

/* What the ledger says, added up by quarters of an hour: every time zone begins its days at one of them. */
const spending = `
CREATE TABLE spending (
  scope             TEXT NOT NULL CHECK (scope IN ('user', 'personality', 'guild', 'system')),
  subject           TEXT NOT NULL,
  quarter           INTEGER NOT NULL,
  settled_nano_usd  INTEGER NOT NULL,
  reserved_nano_usd INTEGER NOT NULL,
  PRIMARY KEY (scope, subject, quarter)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER usage_entered AFTER INSERT ON usage BEGIN ${add('NEW', '')} END;
CREATE TRIGGER usage_left AFTER DELETE ON usage BEGIN ${add('OLD', '-')} END;
CREATE TRIGGER usage_changed AFTER UPDATE ON usage BEGIN ${add('OLD', '-')} ${add('NEW', '')} END;
INSERT INTO spending (scope, subject, quarter, settled_nano_usd, reserved_nano_usd)
  SELECT scope, subject, opened_at / ${microsPerQuarter},
    sum(CASE WHEN state = 'open' THEN 0 ELSE coalesce(cost_nano_usd, 0) + coalesce(upstream_nano_usd, 0) END),
    sum(CASE WHEN state = 'open' THEN reserved_nano_usd ELSE 0 END)
  FROM (
    SELECT 'user' AS scope, user_id AS subject, * FROM usage WHERE payer <> 'none'
    UNION ALL SELECT 'system', '', * FROM usage WHERE payer = 'system'
    UNION ALL SELECT 'personality', personality_id, * FROM usage WHERE payer = 'system' AND personality_id IS NOT NULL
  ) GROUP BY scope, subject, opened_at / ${microsPerQuarter};
`;

/* A budget without a limit says that there is to be none, where otherwise a default would hold. */
const limits = `
CREATE TABLE budgets (
  scope          TEXT NOT NULL CHECK (scope IN ('user', 'personality', 'guild', 'system')),
  subject        TEXT NOT NULL,
  period         TEXT NOT NULL CHECK (period IN ('day', 'week', 'month')),
  limit_nano_usd INTEGER CHECK (limit_nano_usd >= 0),
  set_at         INTEGER NOT NULL,
  PRIMARY KEY (scope, subject, period)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER users_left AFTER DELETE ON users BEGIN
  DELETE FROM budgets WHERE scope = 'user' AND subject = OLD.id;
END;
CREATE TRIGGER personalities_left AFTER DELETE ON personalities BEGIN
  DELETE FROM budgets WHERE scope = 'personality' AND subject = OLD.id;
END;

CREATE TABLE buckets (
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  tokens  REAL NOT NULL,
  at      INTEGER NOT NULL,
  told_at INTEGER,
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (user_id, kind, subject)
) STRICT, WITHOUT ROWID;
`;

const sealedTables = ['traces', 'import_keys', 'sealed_keys'];

const keyOf = (sealed: string) => `substr(${sealed}, 5, 8)`;

/* Nothing comes in under a key that was retired meanwhile, or that nobody knows: it could never be opened again. */
const guarded = (table: string) =>
  [`${table}_sealed BEFORE INSERT`, `${table}_resealed BEFORE UPDATE OF sealed`]
    .map(
      when => `
CREATE TRIGGER ${when} ON ${table}
WHEN NOT EXISTS (SELECT 1 FROM key_epochs WHERE key_id = ${keyOf('NEW.sealed')} AND state <> 'retired')
BEGIN SELECT RAISE(ABORT, 'sealed with a master key that is not in use'); END;`,
    )
    .join('\n');

const isNeeded = `(${sealedTables
  .map(table => `EXISTS (SELECT 1 FROM ${table} WHERE ${keyOf('sealed')} = OLD.key_id)`)
  .join(' OR ')})`;

/* A key stays for as long as anything is sealed with it. */
const keptEpochs = `
CREATE TRIGGER key_epochs_retired BEFORE UPDATE OF state ON key_epochs WHEN NEW.state = 'retired' AND ${isNeeded}
BEGIN SELECT RAISE(ABORT, 'this master key is still needed'); END;
CREATE TRIGGER key_epochs_forgotten BEFORE DELETE ON key_epochs WHEN ${isNeeded}
BEGIN SELECT RAISE(ABORT, 'this master key is still needed'); END;
`;
