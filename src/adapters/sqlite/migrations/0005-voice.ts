import type { Migration } from './step.js';

/** Named choices of a model, and what pictures were said to show. */
export const voice: Migration = {
  name: '0005-voice',
  up(sql) {
    sql.exec(configs);
    sql.exec(descriptions);
  },
};

/* One without an owner is everybody's. `folded` is the name as it is looked up. */
const configs = `
CREATE TABLE llm_configs (
  id             TEXT PRIMARY KEY,
  owner_id       TEXT REFERENCES users (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  folded         TEXT NOT NULL,
  provider       TEXT,
  model          TEXT NOT NULL,
  fallback_model TEXT,
  params         TEXT NOT NULL,
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX llm_configs_by_name ON llm_configs (coalesce(owner_id, ''), folded);
`;

/* Each person has their own: whether somebody else has shown the same picture is nobody's business. */
const descriptions = `
CREATE TABLE descriptions (
  user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  sha256     TEXT NOT NULL,
  model      TEXT NOT NULL,
  text       TEXT NOT NULL,
  made_at    INTEGER NOT NULL,
  PRIMARY KEY (user_id, sha256)
) STRICT;
`;
