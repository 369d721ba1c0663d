import type { Batch } from '../../../domain/import/batch.js';
import type { User } from '../../../domain/user/user.js';
import { TzurotError } from '../../../domain/errors.js';
import type { Newcomers } from '../../../ports/imports.js';
import type { Database } from '../database.js';
import { isUniqueViolation } from '../failures.js';
import { columnsOf } from '../personality-rows.js';
import { accounts, personalities, users } from '../schema.js';

/** Notes that a batch begins, and who comes with it. Must run inside a write. */
export function beginBatch(db: Database, batch: Batch, holder: string, importer?: User): void {
  const { id, userId, request, startedAt } = batch;
  const begin = db.sql.prepare<(string | number)[]>(
    "INSERT INTO import_batches (id, user_id, state, holder, request, started_at) VALUES (?, ?, 'open', ?, ?, ?)",
  );
  alone(() => begin.run(id, userId, holder, JSON.stringify(request), startedAt));
  if (importer === undefined) return;
  const batchSeq = Number(db.sql.prepare<[string]>('SELECT seq FROM import_batches WHERE id = ?').pluck().get(id));
  prepareBatch(db, batchSeq, { users: [importer], personalities: [] });
}

/** Notes that a batch is taken back from now on. Must run inside a write. */
export function beginUndoing({ sql }: Database, batch: number, holder: string): void {
  const begin = sql.prepare<(string | number)[]>(
    "UPDATE import_batches SET state = 'undoing', holder = ? WHERE seq = ?",
  );
  alone(() => begin.run(holder, batch));
}

/** One batch is under way at a time; an index sees to that. */
function alone(begin: () => unknown): void {
  try {
    begin();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new TzurotError('conflict', 'Another import is at work in this home. Try again when it is done.');
  }
}

/** Makes what rows of a batch will refer to; it is there for nobody yet. Must run inside a write. */
export function prepareBatch(
  { orm }: Database,
  batchSeq: number,
  { users: people, personalities: newcomers }: Newcomers,
): void {
  for (const { accounts: known, ...user } of people) {
    orm
      .insert(users)
      .values({ ...user, batchSeq })
      .run();
    for (const [position, account] of known.entries()) {
      orm
        .insert(accounts)
        .values({ ...account, userId: user.id, position })
        .run();
    }
  }
  for (const newcomer of newcomers) {
    orm
      .insert(personalities)
      .values({ ...columnsOf(newcomer), slug: `coming:${newcomer.id}`, batchSeq })
      .run();
  }
}
