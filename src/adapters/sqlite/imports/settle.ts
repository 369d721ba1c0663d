import * as z from 'zod';
import { TzurotError } from '../../../domain/errors.js';
import type { Change, Entity, Json } from '../../../domain/import/staged.js';
import { entities } from '../../../domain/import/staged.js';
import type { Settlement } from '../../../ports/imports.js';
import type { Database } from '../database.js';
import { entityStores } from './entities.js';
import { claimer } from './claim.js';
import { textIn } from '../../../domain/import/json.js';

const logged = z.array(
  z.object({ seq: z.number(), entity: z.enum(entities), entity_id: z.string(), after: z.string() }),
);

/** Makes a batch what there is from now on. Must run inside a write. */
export function settleBatch(db: Database, batch: number, settlement: Settlement): void {
  const { sql } = db;
  const now = settlement.finishedAt;
  const stores = entityStores(db);
  const claim = claimer(db);
  const log = sql.prepare<(string | number | null)[]>(
    'INSERT INTO import_changes (batch_seq, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?)',
  );
  const stood = sql.prepare<[string, number]>('UPDATE import_changes SET before = ? WHERE seq = ?');
  const staged = sql
    .prepare<[number]>('SELECT seq, entity, entity_id, after FROM import_changes WHERE batch_seq = ? ORDER BY seq')
    .all(batch);
  for (const { seq, entity, entity_id: id, after } of logged.parse(staged)) {
    stood.run(JSON.stringify(stores[entity].read(id)), seq); // Not what stood there when it was staged.
    stores[entity].write(id, JSON.parse(after), now);
  }

  finish(db, batch, settlement);
  for (const change of settlement.changes) apply(change);
  forgetTheUnnamed(db, batch);

  function apply({ entity, id, after, seen }: Change): void {
    const before = stores[entity].read(id);
    if (seen !== undefined && JSON.stringify(seen) !== JSON.stringify(before)) throw overtaken(id);
    stores[entity].write(id, after, now);
    keep({ entity, id, before, after: stores[entity].read(id) });
    if (entity === 'person') claimedBy(id, before, after).forEach(keep);
  }

  function claimedBy(id: string, before: Json, after: Json) {
    const userId = textIn(after, 'userId');
    const slash = id.indexOf('/');
    if (userId === undefined) return [];
    const who = { format: id.slice(0, slash), foreignId: id.slice(slash + 1) };
    return claim({ ...who, before: textIn(before, 'userId') ?? null, userId });
  }

  function keep({ entity, id, before, after }: { entity: Entity; id: string; before: Json; after: Json }): void {
    log.run(batch, entity, id, before === null ? null : JSON.stringify(before), JSON.stringify(after));
  }
}

const overtaken = (id: string) =>
  new TzurotError('conflict', `The personality ${id} was changed by somebody else at the same moment. Try again.`);

/** Somebody was expected of whom then nothing came. Not a tombstone: they were never here. */
function forgetTheUnnamed({ sql }: Database, batch: number): void {
  const unnamed = "batch_seq = ? AND slug LIKE 'coming:%'";
  const ids = sql.prepare<[number], string>(`SELECT id FROM personalities WHERE ${unnamed}`).pluck().all(batch);
  for (const id of ids) {
    sql.prepare<[string]>('UPDATE personalities SET batch_seq = NULL WHERE id = ?').run(id);
    sql.prepare<[string]>('DELETE FROM personalities WHERE id = ?').run(id);
  }
}

function finish({ sql }: Database, batch: number, { records, files, scope, report, finishedAt }: Settlement): void {
  const record = sql.prepare<(string | number | Buffer | null)[]>(
    `INSERT OR IGNORE INTO import_records (batch_seq, path, at, kind, outcome, fingerprint, target, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { path, at, kind, outcome, fingerprint, target, reason } of records) {
    const json = reason === null ? null : JSON.stringify(reason);
    record.run(batch, path, at, kind, outcome, Buffer.from(fingerprint, 'hex'), target, json);
  }
  const file = sql.prepare<(string | number | null)[]>(
    `INSERT INTO import_files (batch_seq, path, container, sha256, bytes, state, key_id, format, role, scope, tallies, code, message)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const each of files) {
    const { path, container, sha256, bytes, state, keyId, format, role, tallies, code, message } = each;
    file.run(
      batch,
      path,
      container,
      sha256,
      bytes,
      state,
      keyId,
      format,
      role,
      scope,
      JSON.stringify(tallies),
      code,
      message,
    );
  }
  sql
    .prepare<(string | number)[]>(
      "UPDATE import_batches SET state = 'done', report = ?, finished_at = ?, holder = '' WHERE seq = ?",
    )
    .run(JSON.stringify(report), finishedAt, batch);
}
