import { expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../src/adapters/sqlite/database.js';
import { opened, people, speakers, talks } from '../../contracts/stores.js';
import { fakeClock } from '../../fakes/clock.js';
import { aBudget, anAccount, aReservation, aSpent, after, noon } from '../../support/builders.js';
import { aDatabaseFile } from './files.js';
import { storesOver } from './stores.js';

const discordId = anAccount('mallory').foreignId;

async function aStore() {
  const db = openDatabase(aDatabaseFile(), fakeClock());
  onTestFinished(() => db.close());
  return { db, stores: await opened(() => storesOver(db), people, speakers, talks) };
}

/** What no foreign key holds together with a person. */
const loose = `
INSERT INTO verifications VALUES ('${discordId}', ${noon});
INSERT INTO preferences VALUES ('${discordId}', 'tone', 'warm');
INSERT INTO blocks VALUES ('user', '${discordId}', NULL);
INSERT INTO activations VALUES ('hall', 'lilith', 0, '${discordId}');
INSERT INTO buckets VALUES ('person', 'mallory', 3, ${noon}, NULL), ('channel', 'dm-mallory', 3, ${noon}, NULL);
INSERT INTO notices VALUES ('mallory', 'key-refused', 'castle', ${noon});
INSERT INTO descriptions VALUES ('mallory', 'abc', 'some/model', 'A cat.', ${noon});
INSERT INTO llm_configs VALUES ('theirs', 'mallory', 'Theirs', 'theirs', NULL, 'some/model', NULL, '{}', ${noon}, ${noon});
INSERT INTO foreign_people VALUES ('shapes', 'uuid-of-mallory', 'mallory', 'Mal', NULL, 1);
INSERT INTO channels (id, platform, kind, guild_id, is_public) VALUES ('dm-mallory', 'discord', 'dm', NULL, 0);
INSERT INTO conversations (id, channel_id, started_at, position) VALUES ('begun', 'dm-mallory', ${noon}, 1), ('talk-2', 'dm-mallory', ${noon}, 2);
INSERT INTO messages (id, conversation_id, speaker_kind, user_id, text, said_at) VALUES ('line-of-mallory', 'talk-2', 'person', 'mallory', 'Hello.', ${noon});
INSERT INTO marks VALUES ('dm-mallory', '10'), ('hall', '10');
INSERT INTO memories (id, personality_id, user_id, role, text, terms, sector, sectors, channel_id, is_public, said_at, source)
  VALUES ('of-bob', 'lilith', 'bob', 'note', 'Bees.', 'bee', 'semantic', '["semantic"]', 'hall', 1, ${noon}, 'test');
INSERT INTO memory_people VALUES ('of-bob', 'mallory');
INSERT INTO import_senders VALUES ('of-bob', 'shapes', 'uuid-of-mallory');
INSERT INTO inbox (message_id, channel_id, user_id, accepted, accepted_at) VALUES ('20', 'hall', 'mallory', '{"said":"mallory"}', ${noon});
`;

const batches = `
INSERT INTO import_batches (seq, id, user_id, state, holder, request, report, started_at, finished_at)
  VALUES (1, 'ours', 'ada', 'done', '', '{}', NULL, ${noon}, ${noon}), (2, 'theirs', 'mallory', 'done', '', '{"paths":["/home/mallory"]}', '{"of":"mallory"}', ${noon}, ${noon});
INSERT INTO import_files (batch_seq, path, sha256, bytes, state, scope, tallies) VALUES (2, '/home/mallory/card.json', 'abc', 1, 'read', 'mallory', '{}');
INSERT INTO import_records (batch_seq, path, at, kind, outcome, fingerprint) VALUES (2, '/home/mallory/card.json', '/', 'persona', 'new', x'00');
INSERT INTO import_changes (batch_seq, entity, entity_id, before, after) VALUES
  (1, 'persona', 'mallory-persona', NULL, '{"about":"mallory"}'), (1, 'verification', '${discordId}', NULL, '{}'), (1, 'persona', 'bob-persona', NULL, '{"about":"bob"}'),
  (2, 'persona', 'another', NULL, '{"about":"cats"}');
`;

/** Every cell of every table in which somebody is named, as `table.column`. */
function namedIn({ sql }: Database, names: readonly string[]): string[] {
  const tables = sql
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  const found = tables.flatMap(table =>
    sql
      .prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
      .all()
      .flatMap(row =>
        Object.entries(row)
          .filter(([, value]) => names.some(name => String(value).includes(name)))
          .map(([column]) => `${table}.${column}`),
      ),
  );
  return [...new Set(found)].toSorted();
}

it('leaves nothing anywhere that names a person, but that they are kept out', async () => {
  const { db, stores } = await aStore();
  db.sql.exec(loose);
  db.sql.exec(batches);
  await stores.budgets.put(aBudget({ scope: 'user', subject: 'mallory' }), noon);
  await stores.ledger.reserve(aReservation({ id: 'one', userId: 'mallory' }), []);
  await stores.ledger.close('one', 'settled', aSpent(), after(1));
  await stores.ledger.reserve(aReservation({ id: 'two', userId: 'mallory' }), []);
  const names = ['mallory', discordId, 'another'];
  expect(namedIn(db, names).length).toBeGreaterThan(25);
  await stores.users.forget('mallory');
  expect(namedIn(db, names)).toEqual(['blocks.discord_id']);
  expect(db.sql.pragma('foreign_key_check')).toEqual([]);
});

it('leaves what is others’, and what is counted', async () => {
  const { db, stores } = await aStore();
  db.sql.exec(loose);
  db.sql.exec(batches);
  await stores.ledger.reserve(aReservation({ id: 'one', userId: 'mallory', payer: 'system' }), []);
  await stores.ledger.close('one', 'settled', aSpent(), after(1));
  const sums = () =>
    db.sql.prepare("SELECT scope, settled_nano_usd AS nanos FROM spending WHERE scope <> 'user'").all();
  const before = sums();
  await stores.users.forget('mallory');
  expect(sums()).toEqual(before);
  expect(await stores.activations.all()).toMatchObject([{ slug: 'lilith', activatedBy: null }]);
  expect(await stores.memories.find('of-bob')).toMatchObject({ text: 'Bees.' });
  const column = (query: string) => db.sql.prepare(query).pluck().all();
  expect(column('SELECT entity_id FROM import_changes')).toEqual(['bob-persona']);
  expect(column('SELECT channel_id FROM marks')).toEqual(['hall']);
  expect(column('SELECT id FROM channels ORDER BY id')).not.toContain('dm-mallory');
  expect(column("SELECT subject FROM spending WHERE scope = 'user'")).toEqual(['forgotten']);
});

it('empties the log in which the text stood', async () => {
  const { db, stores } = await aStore();
  db.sql.exec(loose);
  await stores.users.forget('mallory');
  expect(db.sql.pragma('wal_checkpoint')).toMatchObject([{ log: 0 }]);
});
