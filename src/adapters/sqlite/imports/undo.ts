import type { Database as Sqlite } from 'better-sqlite3';
import * as z from 'zod';
import { entities, type Changed, type Json } from '../../../domain/import/staged.js';
import type { Restored, TakenBack, Use } from '../../../ports/imports.js';
import type { Micros } from '../../../domain/time.js';
import type { Database } from '../database.js';
import { entityStores } from './entities.js';

const logged = z.array(
  z.object({
    entity: z.enum(entities),
    entityId: z.string(),
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
);

/** What a batch changed as a whole, in order. Must run inside a read or a write. */
export function changesOf({ sql }: Database, batch: number): Changed[] {
  const rows = sql
    .prepare<[number]>(
      'SELECT entity, entity_id AS entityId, before, after FROM import_changes WHERE batch_seq = ? ORDER BY seq',
    )
    .all(batch);
  return logged.parse(rows).map(({ entity, entityId, before, after }) => ({
    entity,
    id: entityId,
    before: before === null ? null : JSON.parse(before),
    after: after === null ? null : JSON.parse(after),
  }));
}

type Restore = (change: Changed, now: Json, use: Use) => Restored;

/** Puts back what a batch changed, the latest first. Must run inside a write that hides the batch afterwards. */
export function restoreChanges(db: Database, batch: number, restore: Restore, now: Micros): TakenBack[] {
  const stores = entityStores(db);
  const useOf = usedSince(db, batch);
  const told = toldAnew(db, batch);
  passRowsOn(db, told);
  const restored = changesOf(db, batch)
    .toReversed()
    .map(change => {
      const { entity, id } = change;
      const standing = stores[entity].read(id);
      const use = entity === 'personality' ? useOf(id) : { by: 'nobody' as const };
      const { value, kept } = restore(change, standing, use.by);
      if (JSON.stringify(value) !== JSON.stringify(standing)) stores[entity].write(id, value, now);
      if (entity === 'personality' && change.before === null && value !== null) passOn(db, id, value, use);
      return { change, kept, wasThere: standing !== null };
    });
  return [...staying(told), ...restored];
}

/** What putting back would come to. */
export function rehearseRestore(db: Database, batch: number, restore: Restore): TakenBack[] {
  const stores = entityStores(db);
  const useOf = usedSince(db, batch);
  const restored = changesOf(db, batch)
    .toReversed()
    .map(change => {
      const { entity, id } = change;
      const standing = stores[entity].read(id);
      const { kept } = restore(change, standing, entity === 'personality' ? useOf(id).by : 'nobody');
      return { change, kept, wasThere: standing !== null };
    });
  return [...staying(toldAnew(db, batch)), ...restored];
}

type User = { readonly by: 'people' | 'nobody' } | { readonly by: 'another-batch'; readonly batch: number };

/** Who has something with a personality that this batch did not bring: people, or another batch. */
function usedSince({ sql }: Database, batch: number): (id: string) => User {
  const byPeople = sql.prepare<[{ id: string; batch: number }]>(`
    SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE personality_id = :id AND batch_seq IS NULL)
      OR EXISTS (SELECT 1 FROM memories WHERE personality_id = :id AND batch_seq IS NULL)
      OR EXISTS (SELECT 1 FROM lore WHERE personality_id = :id AND batch_seq IS NULL)
      OR EXISTS (SELECT 1 FROM settings WHERE personality_id = :id)
      OR EXISTS (SELECT 1 FROM activations a WHERE personality_id = :id AND NOT EXISTS (
        SELECT 1 FROM import_changes WHERE entity = 'activation' AND entity_id = a.channel_id || '/' || a.personality_id))
      OR EXISTS (SELECT 1 FROM overrides o WHERE personality_id = :id AND NOT EXISTS (
        SELECT 1 FROM import_changes WHERE entity = 'override' AND entity_id = o.user_id || '/' || o.personality_id))`);
  const byBatch = sql
    .prepare<[{ id: string; batch: number }], number>(`
      SELECT batch_seq FROM messages WHERE personality_id = :id AND batch_seq <> :batch
      UNION ALL SELECT batch_seq FROM memories WHERE personality_id = :id AND batch_seq <> :batch
      UNION ALL SELECT batch_seq FROM lore WHERE personality_id = :id AND batch_seq <> :batch LIMIT 1`)
    .pluck();
  return id => {
    if (byPeople.get({ id, batch }) !== undefined) return { by: 'people' };
    const other = byBatch.get({ id, batch });
    return other === undefined ? { by: 'nobody' } : { by: 'another-batch', batch: other };
  };
}

const tablesOf = { memory: 'memories', message: 'messages', lore: 'lore' } as const;
type Told = {
  readonly entity: keyof typeof tablesOf;
  readonly seq: number;
  readonly id: string;
  readonly heir: number;
};

/** Rows of a batch that a later one told anew. */
function toldAnew({ sql }: Database, batch: number): Told[] {
  return (['memory', 'message', 'lore'] as const).flatMap(entity =>
    sql
      .prepare<[{ entity: string; batch: number }], Omit<Told, 'entity'>>(
        `SELECT min(c.seq) AS seq, c.entity_id AS id, c.batch_seq AS heir FROM import_changes c
         JOIN ${tablesOf[entity]} r ON r.id = c.entity_id AND r.batch_seq = :batch
         WHERE c.entity = :entity AND c.batch_seq <> :batch GROUP BY c.entity_id`,
      )
      .all({ entity, batch })
      .map(told => ({ ...told, entity })),
  );
}

/** They are that one's from now on, as if it had brought them. */
function passRowsOn({ sql }: Database, told: readonly Told[]): void {
  const brought = sql.prepare<[number, string]>(
    "UPDATE import_records SET outcome = 'created' WHERE batch_seq = ? AND target = ? AND outcome = 'updated'",
  );
  const settled = sql.prepare<[number]>('DELETE FROM import_changes WHERE seq = ?');
  for (const { entity, seq, id, heir } of told) {
    sql.prepare<[number, string]>(`UPDATE ${tablesOf[entity]} SET batch_seq = ? WHERE id = ?`).run(heir, id);
    brought.run(heir, id);
    settled.run(seq);
  }
}

const staying = (told: readonly Told[]): TakenBack[] =>
  told.map(({ entity, id }) => ({
    change: { entity, id, before: null, after: null },
    kept: ['another import tells it anew'],
    wasThere: true,
  }));

/** A personality that stays goes, from now on, with the batch that builds on it; or belongs to the people who use it. */
function passOn({ sql }: Database, id: string, value: Json, use: User): void {
  const to = use.by === 'another-batch' ? use.batch : null;
  sql.prepare<[number | null, string]>('UPDATE personalities SET batch_seq = ? WHERE id = ?').run(to, id);
  if (to === null) return;
  sql
    .prepare<[number, string, string]>(
      "INSERT INTO import_changes (batch_seq, entity, entity_id, before, after) VALUES (?, 'personality', ?, NULL, ?)",
    )
    .run(to, id, JSON.stringify(value));
}

const mostAtOnce = 400;

/** Removes some of the rows that a batch staged; says whether there may be more. Must run inside a write. */
export function sweepSome({ sql }: Database, batch: number): boolean {
  const targets = sql
    .prepare<[number, number], { seq: number; kind: string; target: string | null; outcome: string }>(
      'SELECT seq, kind, target, outcome FROM import_records WHERE batch_seq = ? ORDER BY seq LIMIT ?',
    )
    .all(batch, mostAtOnce);
  if (targets.length === 0) return false;
  if (!isLate(sql)) setLate(sql, true);
  const memory = sql.prepare<[string, number]>('DELETE FROM memories WHERE id = ? AND batch_seq = ?');
  const message = sql.prepare<[string, number]>('DELETE FROM messages WHERE id = ? AND batch_seq = ?');
  const lore = sql.prepare<[string, number]>('DELETE FROM lore WHERE id = ? AND batch_seq = ?');
  const removals: Readonly<Record<string, typeof memory>> = {
    memories: memory,
    messages: message,
    lore,
    stories: lore,
  };
  for (const { kind, target, outcome } of targets) {
    if (target !== null && outcome === 'created') removals[kind]?.run(target, batch);
  }
  const last = targets.at(-1)?.seq ?? 0;
  sql.prepare<[number, number]>('DELETE FROM import_records WHERE batch_seq = ? AND seq <= ?').run(batch, last);
  return true;
}

/** What is left once no row of a batch is. Must run inside a write. */
export function sweepRest({ sql }: Database, batch: number, wasDone: boolean): void {
  const run = (statement: string) => sql.prepare<[{ batch: number }]>(statement).run({ batch });
  run(`DELETE FROM conversations WHERE batch_seq = :batch
       AND NOT EXISTS (SELECT 1 FROM messages WHERE conversation_id = conversations.id)`);
  run(handedOver('conversations', 'SELECT batch_seq FROM messages WHERE conversation_id = conversations.id'));
  run('DELETE FROM personalities WHERE batch_seq = :batch');
  run(`DELETE FROM channels WHERE batch_seq = :batch
       AND NOT EXISTS (SELECT 1 FROM memories WHERE channel_id = channels.id)
       AND NOT EXISTS (SELECT 1 FROM conversations WHERE channel_id = channels.id)
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE channel_id = channels.id)
       AND NOT EXISTS (SELECT 1 FROM platform_messages WHERE channel_id = channels.id)`);
  run(
    handedOver(
      'channels',
      `SELECT batch_seq FROM conversations WHERE channel_id = channels.id
       UNION ALL SELECT batch_seq FROM memories WHERE channel_id = channels.id`,
    ),
  );
  run(`DELETE FROM users WHERE batch_seq = :batch AND ${unreferenced} AND NOT EXISTS (
       SELECT 1 FROM import_keys k JOIN import_files f ON f.key_id = k.id WHERE k.user_id = users.id)`);
  run(
    handedOver(
      'users',
      `SELECT batch_seq FROM messages WHERE user_id = users.id
       UNION ALL SELECT batch_seq FROM memories WHERE user_id = users.id
       UNION ALL SELECT batch_seq FROM memories WHERE id IN (SELECT memory_id FROM memory_people WHERE user_id = users.id)`,
      `AND NOT (${unreferenced})`,
    ),
  );
  run(`DELETE FROM avatars WHERE sha256 NOT IN (SELECT avatar FROM personalities WHERE avatar IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM import_changes
         WHERE batch_seq <> :batch AND entity = 'personality' AND instr(before, avatars.sha256) > 0)`);
  /* What other batches found unchanged because this one had brought it is not there any more: they are read once more. */
  if (wasDone) {
    run(`UPDATE import_files SET scope = '' WHERE batch_seq <> :batch AND EXISTS (
         SELECT 1 FROM json_tree(import_files.tallies) WHERE key = 'unchanged' AND value > 0)`);
  }
  run('DELETE FROM import_tombstones WHERE batch_seq = :batch');
  run('DELETE FROM import_changes WHERE batch_seq = :batch');
}

/** What is still needed goes to a batch that needs it, and goes with that one in turn; people keep what they use. */
const handedOver = (table: string, users: string, those = '') =>
  `UPDATE ${table} SET batch_seq = (${users} ORDER BY batch_seq LIMIT 1) WHERE batch_seq = :batch ${those}`;

/** Where somebody is needed, or has something of their own. Ids of one table are never those of another. */
const referrers = [
  ['personalities', 'owner_id'], ['messages', 'user_id'], ['memories', 'user_id'], ['memory_people', 'user_id'],
  ['usage', 'user_id'], ['settings', 'user_id'], ['personas', 'user_id'], ['overrides', 'user_id'],
  ['foreign_people', 'user_id'], ['traces', 'user_id'], ['sealed_keys', 'user_id'], ['budgets', 'subject'],
  ['outbox', 'user_id'], ['inbox', 'user_id'],
] as const; // prettier-ignore

const unreferenced = referrers
  .map(([table, column]) => `NOT EXISTS (SELECT 1 FROM ${table} WHERE ${column} = users.id)`)
  .join(' AND ');

/*
 * Removing words from the index at once costs ten times as much as removing them when its parts are put together. Of many
 * memories they go the second way; until then the index says so itself, also to whoever goes on after a crash.
 */
const isLate = (sql: Sqlite): boolean =>
  sql.prepare("SELECT v FROM memory_index_config WHERE k = 'secure-delete'").pluck().get() === 0;

const setLate = (sql: Sqlite, late: boolean): void =>
  void sql.exec(`INSERT INTO memory_index (memory_index, rank) VALUES ('secure-delete', ${late ? 0 : 1})`);

const pagesAtOnce = 200;
const nothingMoved = 2; // Changes that SQLite counts for a merge in which nothing was left to do.

/** Puts some parts of the index together, if words in it wait for that; says whether there may be more. */
export function mergeSome(sql: Sqlite): boolean {
  if (!isLate(sql)) return false;
  const changes = () => Number(sql.prepare('SELECT total_changes()').pluck().get());
  const before = changes();
  for (const pages of [-pagesAtOnce, pagesAtOnce]) {
    sql.exec(`INSERT INTO memory_index (memory_index, rank) VALUES ('merge', ${pages})`);
  }
  if (changes() - before >= 2 * nothingMoved) return true;
  setLate(sql, false);
  return false;
}
