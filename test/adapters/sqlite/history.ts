import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { connectNew } from '../../../src/adapters/sqlite/connection.js';
import { columnsOf, sourceTables } from '../../../src/adapters/sqlite/digest.js';
import { apply } from '../../../src/adapters/sqlite/migration.js';
import { foundation } from '../../../src/adapters/sqlite/migrations/0001-foundation.js';
import { anEnvelope, noon } from '../../support/builders.js';
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

/** Takes a database back to what the first release would have made of it. */
export function makeHistoric(path: string): void {
  const older = aHistoricDatabase(sql => {
    sql.exec('DELETE FROM key_epochs');
    sql.prepare('ATTACH ? AS now').run(path);
    sql.pragma('foreign_keys = off');
    for (const table of sourceTables(sql).filter(name => name !== 'migrations')) {
      const columns = columnsOf(sql, table).join(', ');
      sql.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM now.${table}`);
    }
  });
  for (const beside of ['-wal', '-shm']) rmSync(path + beside, { force: true });
  copyFileSync(older, path);
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

/** Rows in every table that came since, beside those of the first release. */
export function newerRows(sql: Sqlite.Database): void {
  sql.exec(`
    INSERT INTO avatars VALUES ('${'c'.repeat(64)}', 'image/png', 2, 1, x'89504e47');
    UPDATE personalities SET avatar = '${'c'.repeat(64)}', manner = '{"status":"counting bees"}', voice = '{"speed":0}',
      source = '{"format":"shapes.inc","foreignId":"f1","batch":"b1"}';
    UPDATE lore SET rules = '{"depth":2}';
    INSERT INTO origins VALUES ('lilith', 'shapes.inc', '{"name": "Lilith"}');
    INSERT INTO overrides VALUES ('ada', 'lilith', 'p1', 'She counts.', 'some/model', '{"temperature":0}');
    INSERT INTO activations VALUES ('900000000000000002', 'lilith', 0, '110000000000000001');
    INSERT INTO verifications VALUES ('110000000000000001', 5);
    INSERT INTO blocks VALUES ('user', '110000000000000002', 'spam');
    INSERT INTO preferences VALUES ('110000000000000001', 'dm', 'off');
    INSERT INTO memory_people VALUES ('r5', 'ada');
    INSERT INTO foreign_people VALUES ('shapes.inc', 'f-bob', 'bob', 'Bob', 'met in the hall', 1);
    INSERT INTO import_keys VALUES ('k1', 'ada', '${anEnvelope()}', 5);
    INSERT INTO import_batches VALUES (1, 'b1', 'ada', 'done', '', '{"paths":["backup"]}', NULL, 5, 6);
    INSERT INTO import_files VALUES (1, 1, 'backup/f1.json', NULL, '${'d'.repeat(64)}', 12, 'read', 'k1', 'shapes.inc', 'config',
      'scope', '{}', NULL, NULL);
    INSERT INTO import_records VALUES (1, 1, 'backup/f1.json', '/0', 'memories', 'created', x'00', 'r5', NULL);
    INSERT INTO import_changes VALUES (1, 1, NULL, 'block', 'user/110000000000000002', NULL, '{"reason":"spam"}');
    INSERT INTO import_senders VALUES ('r5', 'shapes.inc', 'f-mallory');
    INSERT INTO import_tombstones VALUES ('gone', 1);
    INSERT INTO sealed_keys VALUES ('s1', 'ada', 'openrouter', NULL, 'cdef', '${anEnvelope()}', 'active', 5, 6, NULL, NULL);
    INSERT INTO budgets VALUES ('user', 'ada', 'month', 5000000000, 5), ('personality', 'lilith', 'day', NULL, 5),
      ('system', '', 'day', 1000000000, 5);
    INSERT INTO llm_configs VALUES ('c1', 'ada', 'Creative', 'creative', 'openrouter', 'some/model', 'other/model',
      '{"temperature":0}', 5, 6), ('c2', NULL, 'Creative', 'creative', NULL, 'some/model', NULL, '{}', 5, 6);
    INSERT INTO descriptions VALUES ('ada', '${'e'.repeat(64)}', 'some/model', 'A lantern.', 5);
    INSERT INTO outbox VALUES ('o3', 'hall', 'failure', NULL, 'bob', NULL, '7kq3mz1c', '["Not now."]', 'Ref 7kq3mz1c', 11, NULL, 12, 'forbidden');
    INSERT INTO postings VALUES ('o1', 0, 'terminal:local:local', 9, 'o1:0'), ('o2', 0, 'hall', 11, NULL);
    INSERT INTO outcomes VALUES ('900000000000000003', 'lilith', 'failed', NULL, 11);
    INSERT INTO inbox VALUES (1, '900000000000000004', '900000000000000005', 'hall', 'bob',
      '{"said":{"text":"Are you there?"},"userId":"bob","acceptedAt":12}', 12, NULL),
      (2, '900000000000000003', NULL, 'hall', 'bob', NULL, 10, 11);
    INSERT INTO marks VALUES ('hall', '900000000000000004');
    INSERT INTO silenced VALUES ('alcove');`);
}
