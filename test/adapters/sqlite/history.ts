import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { connectNew } from '../../../src/adapters/sqlite/connection.js';
import { apply } from '../../../src/adapters/sqlite/migration.js';
import { foundation } from '../../../src/adapters/sqlite/migrations/0001-foundation.js';
import { noon } from '../../support/builders.js';
import { aFolder } from './files.js';

/** A database as the first release made it. */
export function aHistoricDatabase(fill: (sql: Sqlite.Database) => void = () => {}): string {
  const path = join(aFolder(), 'tzurot.db');
  const sql = connectNew(path);
  apply(sql, foundation, 1, noon);
  sql.exec(`INSERT INTO key_epochs VALUES ('0a1b2c3d', '${'f'.repeat(64)}', 'active', ${noon})`);
  fill(sql);
  sql.close();
  return path;
}

/** Rows in every table, as the first release wrote them. */
export function rows(sql: Sqlite.Database): void {
  sql.exec(`
    INSERT INTO users VALUES ('ada', 'Europe/London', 1), ('bob', NULL, 2);
    INSERT INTO accounts VALUES ('local', 'local', 'ada', NULL, 0), ('discord', '110000000000000001', 'bob', 'bob', 0);
    INSERT INTO personas VALUES ('p1', 'ada', 'Ada', 'she/her', 'Counts.' || char(10) || 'On engines.', 1);
    INSERT INTO personalities VALUES ('lilith', 'lilith', 'Lilith', 'Lilith 🌙', 'ada', 1, 0, 'Silence.', NULL, 2, 29,
      '{"tone":"dry"}', '{"provider":null,"model":null,"fallbackModel":null,"params":{},"limits":{}}', 3, 4);
    INSERT INTO names VALUES ('lilith', 'lilith', 'slug', 'lilith'), ('lily', 'lilith', 'alias', 'Lily');
    INSERT INTO lore VALUES ('l1', 'lilith', 'The tower', '["tower"]', 'It has no door.', 0, 1, 0);
    INSERT INTO channels VALUES (1, 'terminal:local:local', 'terminal', 'dm', NULL, 0),
      (2, 'hall', 'discord', 'guild', 'castle', 1);
    INSERT INTO conversations VALUES ('talk', 'terminal:local:local', 5, 1), ('gathering', 'hall', 6, 1);
    INSERT INTO messages VALUES (1, 'm1', 'talk', 'person', 'ada', NULL, 'p1', 'Ada', 'Where is the lantern?', 7),
      (2, 'm2', 'talk', 'personality', 'ada', 'lilith', NULL, 'Lilith', 'In the harbour. ''Ask'' "twice".', 8),
      (3, 'm3', 'gathering', 'person', 'bob', NULL, NULL, 'bob', 'Good night.', 9),
      (4, 'm4', 'gathering', 'personality', 'bob', 'lilith', NULL, 'Lilith', 'Sleep well.', 10);
    INSERT INTO platform_messages VALUES ('terminal:local:local', 'hello', 'm1', 0),
      ('hall', '900000000000000001', 'm3', 0);
    INSERT INTO memories VALUES
      (1, 'r1', 'lilith', 'ada', 'p1', 'person', 'Where is the lantern?', 'episodic', '["episodic"]',
        'terminal:local:local', 0, 7, 'm1', NULL, 'turn'),
      (2, 'r2', 'lilith', 'ada', NULL, 'personality', 'In the harbour.', 'episodic', '["episodic"]',
        'terminal:local:local', 0, 8, 'm2', 'r1', 'turn'),
      (5, 'r5', 'lilith', 'bob', NULL, 'note', 'Der Übermut des Raben. 灯台', 'semantic', '["semantic"]', 'hall', 1, 9, NULL, NULL, 'note');
    INSERT INTO outbox VALUES ('o1', 'terminal:local:local', 'm2', '7kq3mz1a', '["In the harbour."]', 8, 9),
      ('o2', 'hall', 'm4', '7kq3mz1b', '["Sleep well."]', 10, NULL);
    INSERT INTO outcomes VALUES ('hello', 'lilith', 'answered', 'o1', 8),
      ('900000000000000001', 'lilith', 'answered', 'o2', 10);
    INSERT INTO traces VALUES ('7kq3mz1a', 'ada', 'lilith', 8, 9, 'tz1.0a1b2c3d.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    INSERT INTO settings VALUES ('ada', NULL, 'memory', 'off', NULL), ('ada', 'lilith', 'history.messages', 'value', '5');
    INSERT INTO usage VALUES ('u1', 'ada', 'lilith', 'openrouter', 'some/model', 'text', 'system', 'settled', 5000000, 120, 30,
      0, 0, 450000, '0.00045', NULL, 'gen-1', 0, 10, 11);`);
}
