import { expect, it } from 'vitest';
import { people, speakers, talks } from '../../contracts/stores.js';
import { anAcceptance, aParcel, aTurnRecord, noon } from '../../support/builders.js';
import { anOpenDatabase } from './files.js';
import { storesOver } from './stores.js';

async function filled() {
  const db = anOpenDatabase();
  const stores = storesOver(db);
  for (const seed of [people, speakers, talks]) await seed(stores);
  await stores.turns.record(aTurnRecord());
  await stores.outbox.put(aParcel());
  return { sql: db.sql, ...stores };
}

const linesAs = ({ sql }: Awaited<ReturnType<typeof filled>>, platformId: string) =>
  sql
    .prepare('SELECT message_id AS line, ordinal FROM platform_messages WHERE channel_id = ? AND platform_id = ?')
    .all('dm-ada', platformId);

it('knows the line of an answer by each of its messages', async () => {
  const store = await filled();
  await store.outbox.attempting('hello-lilith-outbox', 1, noon);
  await store.outbox.posted('hello-lilith-outbox', 1, '11');
  expect(linesAs(store, '11')).toEqual([{ line: 'hello-lilith-line', ordinal: 1 }]);
});

it('knows no line of what is no answer', async () => {
  const store = await filled();
  await store.outbox.attempting('parcel', 0, noon);
  await store.outbox.posted('parcel', 0, '11');
  expect(linesAs(store, '11')).toEqual([]);
});

it('takes along what was sent of a person who is removed', async () => {
  const { sql, outbox } = await filled();
  await outbox.attempting('parcel', 0, noon);
  sql.exec("UPDATE personalities SET owner_id = 'bob'; DELETE FROM users WHERE id = 'ada'");
  expect(await outbox.waiting()).toEqual([]);
  expect(await outbox.postings('parcel')).toEqual([]);
});

it('takes along what waits for an answer to a person who is removed', async () => {
  const { sql, inbox } = await filled();
  await inbox.accept(anAcceptance());
  sql.exec("UPDATE personalities SET owner_id = 'bob'; DELETE FROM users WHERE id = 'ada'");
  expect(await inbox.waiting()).toEqual([]);
});

it('keeps nothing of what a message said once it is done', async () => {
  const { sql, inbox } = await filled();
  await inbox.accept(anAcceptance());
  await inbox.done('1000', noon);
  expect(sql.prepare('SELECT accepted, done_at AS doneAt FROM inbox').all()).toEqual([
    { accepted: null, doneAt: noon },
  ]);
});

it.each([
  ['what waits in a channel', `SELECT * FROM outbox o WHERE o.delivered_at IS NULL AND o.given_up_at IS NULL AND o.channel_id = 'hall'`, 'outbox_waiting'], // prettier-ignore
  ['the answers of a channel', `SELECT count(*) FROM outbox WHERE channel_id = 'hall' AND recorded_at >= 1 AND kind = 'answer'`, 'outbox_by_channel'], // prettier-ignore
  ['what a message is part of', `SELECT * FROM postings WHERE channel_id = 'hall' AND platform_id = '10'`, 'postings_by_message'], // prettier-ignore
  ['whether a message was here before', `SELECT 1 FROM inbox WHERE message_id IN ('1', NULL) OR original_id IN ('1', NULL)`, 'MULTI-INDEX OR'], // prettier-ignore
  ['what waits for an answer', `SELECT * FROM inbox WHERE done_at IS NULL ORDER BY seq`, 'inbox_waiting'], // prettier-ignore
])('looks for %s by an index', async (_, query, index) => {
  const { sql } = await filled();
  const plan = sql.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all();
  expect(plan.map(({ detail }) => detail).join()).toContain(index);
});
