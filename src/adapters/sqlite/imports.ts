import * as z from 'zod';
import type { FileEntry, KnownFile, RecordEntry } from '../../domain/import/batch.js';
import { TzurotError } from '../../domain/errors.js';
import { textIn } from '../../domain/import/json.js';
import type { Clock } from '../../ports/clock.js';
import type { Imports } from '../../ports/imports.js';
import type { Database } from './database.js';
import { isConstraint } from './failures.js';
import { batchOf, fileOf, recordOf, type BatchRow, type FileRow, type RecordRow } from './imports/entries.js';
import { beginBatch, beginUndoing, prepareBatch } from './imports/begin.js';
import { claimer } from './imports/claim.js';
import { entityStores } from './imports/entities.js';
import { settleBatch } from './imports/settle.js';
import { rehearser, stager, type Stager } from './imports/stage.js';
import { comparedWith } from './imports/compare.js';
import { changesOf, mergeSome, rehearseRestore, restoreChanges, sweepRest, sweepSome } from './imports/undo.js';
import { avatars } from './schema.js';

const batchColumns =
  'seq, id, user_id AS userId, state, holder, request, report, started_at AS startedAt, finished_at AS finishedAt';
const fileColumns = 'path, container, sha256, bytes, state, key_id AS keyId, format, role, tallies, code, message';

const importCacheKib = 64 * 1024;
const importCheckpointPages = 8000;

export function sqliteImports(db: Database, clock: Clock): Imports {
  const { sql, orm, read, write } = db;

  const rowBy = (where: string, ...values: string[]): BatchRow | undefined =>
    sql.prepare<string[], BatchRow>(`SELECT ${batchColumns} FROM import_batches WHERE ${where}`).get(...values);

  const seqOf = (id: string): number => {
    const row = rowBy('id = ?', id);
    if (row === undefined) throw new TzurotError('not_found', `There is no batch ${id}.`, { try: 'import list' });
    return row.seq;
  };

  /* Statements for a million rows are prepared once. */
  let staging: { readonly batch: string; readonly stage: Stager } | undefined;
  let rehearsing: Stager | undefined;
  /** Under which name this program is at work. */
  let held = '';

  /** Another program may have taken this one for dead, and swept up what it wrote. */
  const assertHeld = (batch: string): void => {
    if (rowBy("id = ? AND holder = ? AND state = 'open'", batch, held) === undefined) throw takenOver();
  };

  let stores: ReturnType<typeof entityStores> | undefined;
  const storesOf = () => (stores ??= entityStores(db));

  const lastWritten = sql
    .prepare<[string, string], string | null>(
      'SELECT after FROM import_changes WHERE entity = ? AND entity_id = ? ORDER BY seq DESC LIMIT 1',
    )
    .pluck();
  const tombstone = sql.prepare<[string]>('SELECT 1 FROM import_tombstones WHERE id = ?');

  const stagerOf = (batch: string): Stager => {
    if (staging?.batch !== batch) staging = { batch, stage: stager(db, seqOf(batch)) };
    return staging.stage;
  };

  /** Rows that nobody sees yet need not be on the disk yet; what makes them seen waits for all that came before. */
  const durable = (level: 'full' | 'normal') => void sql.pragma(`synchronous = ${level}`);

  return {
    batches: () =>
      read(() =>
        sql.prepare<[], BatchRow>(`SELECT ${batchColumns} FROM import_batches ORDER BY seq DESC`).all().map(batchOf),
      ),

    find: id =>
      read(() => {
        const row = rowBy('id = ?', id);
        return row && batchOf(row);
      }),

    unfinished: () =>
      read(() => {
        const row = rowBy("state IN ('open', 'undoing')");
        return row && { batch: batchOf(row), holder: row.holder };
      }),

    knownFiles: (scope, hashes) =>
      read(() => {
        const finding = sql.prepare<[string, string], FileRow & { batch: string }>(
          `SELECT ${fileColumns}, (SELECT id FROM import_batches WHERE seq = batch_seq) AS batch FROM import_files
           WHERE sha256 = ? AND scope = ?
             AND batch_seq IN (SELECT seq FROM import_batches WHERE state = 'done') ORDER BY seq LIMIT 1`,
        );
        const found = hashes.flatMap((hash): [string, KnownFile][] => {
          const row = finding.get(hash, scope);
          return row === undefined ? [] : [[hash, { ...fileOf(row), batch: row.batch }]];
        });
        return new Map(found);
      }),

    knownRecords: fingerprints =>
      read(() => {
        const finding = sql.prepare<[Buffer]>('SELECT 1 FROM import_records WHERE fingerprint = ?');
        return new Set(fingerprints.filter(each => finding.get(Buffer.from(each, 'hex')) !== undefined));
      }),

    values: (entity, ids) =>
      read(() => {
        const store = storesOf()[entity];
        return new Map(
          ids.map(id => {
            const written = lastWritten.get(entity, id) ?? null;
            const value = { now: store.read(id), written: written === null ? null : JSON.parse(written) };
            return [id, { ...value, isGone: tombstone.get(id) !== undefined }];
          }),
        );
      }),

    goneFrom: id =>
      read(() => {
        const rows = sql
          .prepare<[{ batch: number }], { path: string; count: number }>(
            `SELECT path, count(*) AS count FROM import_records
             WHERE batch_seq = :batch AND EXISTS (SELECT 1 FROM import_tombstones WHERE batch_seq = :batch)
               AND target IN (SELECT id FROM import_tombstones WHERE batch_seq = :batch) GROUP BY path`,
          )
          .all({ batch: seqOf(id) });
        return new Map(rows.map(({ path, count }) => [path, count]));
      }),

    archiveKey: userId =>
      read(() =>
        sql
          .prepare<[string], { id: string; userId: string; sealed: string; createdAt: number }>(
            'SELECT id, user_id AS userId, sealed, created_at AS createdAt FROM import_keys WHERE user_id = ?',
          )
          .get(userId),
      ),

    keepArchiveKey: ({ id, userId, sealed, createdAt }) =>
      write(
        () =>
          void sql
            .prepare<(string | number)[]>(
              'INSERT INTO import_keys (id, user_id, sealed, created_at) VALUES (?, ?, ?, ?)',
            )
            .run(id, userId, sealed, createdAt),
      ),

    archived: keyId =>
      read(
        () =>
          new Set(
            sql
              .prepare<[string], string>('SELECT DISTINCT sha256 FROM import_files WHERE key_id = ?')
              .pluck()
              .all(keyId),
          ),
      ),

    soleFiles: batch =>
      read(() =>
        sql
          .prepare<[{ batch: number }], { keyId: string; sha256: string }>(
            `SELECT DISTINCT key_id AS keyId, sha256 FROM import_files f WHERE batch_seq = :batch AND key_id IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM import_files o
               WHERE o.sha256 = f.sha256 AND o.key_id = f.key_id AND o.batch_seq <> :batch)`,
          )
          .all({ batch: seqOf(batch) }),
      ),

    forgetFiles: batch =>
      write(
        () => void sql.prepare<[number]>('UPDATE import_files SET key_id = NULL WHERE batch_seq = ?').run(seqOf(batch)),
      ),

    takeOver: (batch, from, to) =>
      write(() => {
        const taking = sql.prepare<[string, string, string]>(
          "UPDATE import_batches SET holder = ? WHERE id = ? AND holder = ? AND state IN ('open', 'undoing')",
        );
        if (taking.run(to, batch, from).changes === 0) throw takenOver();
      }),

    begin: (batch, holder, importer) => {
      sql.pragma(`cache_size = -${importCacheKib}`);
      sql.pragma(`wal_autocheckpoint = ${importCheckpointPages}`);
      return write(() => {
        beginBatch(db, batch, holder, importer);
        held = holder;
        staging = undefined;
      });
    },

    prepare: (batch, newcomers) => write(() => unlessOvertaken(() => prepareBatch(db, seqOf(batch), newcomers))),

    stage: (batch, records) => {
      durable('normal');
      return write(() => {
        assertHeld(batch);
        return unlessOvertaken(() => stagerOf(batch)(records));
      });
    },

    rehearse: async records => (rehearsing ??= rehearser(db))(records),

    keepPictures: pictures =>
      write(() => {
        for (const { bytes, ...picture } of pictures) {
          orm
            .insert(avatars)
            .values({ ...picture, bytes: Buffer.from(bytes) })
            .onConflictDoNothing()
            .run();
        }
      }),

    settle: (batch, settlement) => {
      durable('full');
      return write(() => {
        assertHeld(batch);
        unlessOvertaken(() => settleBatch(db, seqOf(batch), settlement));
      });
    },

    files: batch =>
      read(() =>
        sql
          .prepare<[number], FileRow>(`SELECT ${fileColumns} FROM import_files WHERE batch_seq = ? ORDER BY seq`)
          .all(seqOf(batch))
          .map((row): FileEntry => fileOf(row)),
      ),

    records: (batch, { outcome, after, limit }) =>
      read(() => {
        const rows = sql
          .prepare<[{ batch: number; after: number; outcome: string | null; limit: number }], RecordRow>(
            `SELECT seq AS id, path, at, kind, outcome, target, reason FROM import_records
             WHERE batch_seq = :batch AND seq > :after AND (:outcome IS NULL OR outcome = :outcome) ORDER BY seq LIMIT :limit`,
          )
          .all({ batch: seqOf(batch), after: after ?? 0, outcome: outcome ?? null, limit });
        const records = rows.map((row): RecordEntry & { id: number } => recordOf(row));
        return { records, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
      }),

    tally: batch =>
      read(() => {
        const rows = sql
          .prepare<[number], { kind: string; outcome: string; count: number }>(
            'SELECT kind, outcome, count(*) AS count FROM import_records WHERE batch_seq = ? GROUP BY kind, outcome',
          )
          .all(seqOf(batch));
        return new Map(rows.map(({ kind, outcome, count }) => [`${kind} ${outcome}`, count]));
      }),

    changes: batch => read(() => changesOf(db, seqOf(batch))),

    takeBack: (batch, holder, restore) => {
      durable('full');
      return write(() => {
        const seq = seqOf(batch);
        const kept = restoreChanges(db, seq, restore, clock.now());
        beginUndoing(db, seq, holder);
        return kept;
      });
    },

    rehearseTakeBack: (batch, restore) => read(() => rehearseRestore(db, seqOf(batch), restore)),
    compared: batch => read(() => comparedWith(db, seqOf(batch))),

    sweep: batch => {
      durable('normal');
      return write(() => {
        const row = rowBy("id = ? AND state IN ('open', 'undoing')", batch);
        if (row === undefined) throw takenOver();
        return sweepSome(db, row.seq) || mergeSome(sql);
      });
    },

    close: batch => {
      durable('full');
      return write(() => {
        const { seq, state } = z
          .object({ seq: z.number(), state: z.enum(['open', 'undoing']) })
          .parse(rowBy('id = ?', batch));
        sweepRest(db, seq, state === 'undoing');
        const end =
          state === 'open'
            ? 'DELETE FROM import_batches WHERE seq = ?'
            : "UPDATE import_batches SET state = 'undone', holder = '' WHERE seq = ?";
        sql.prepare<[number]>(end).run(seq);
        db.own.personalityChanges += 1;
      });
    },

    sendersNamed: foreignId =>
      read(() =>
        sql
          .prepare<[string], string>('SELECT DISTINCT format FROM import_senders WHERE foreign_id = ? ORDER BY format')
          .pluck()
          .all(foreignId),
      ),

    claim: (format, foreignId, userId) =>
      write(() => {
        const store = storesOf().person;
        const before = textIn(store.read(`${format}/${foreignId}`), 'userId') ?? null;
        store.write(`${format}/${foreignId}`, { userId, name: null, note: null, claimed: 1 }, clock.now());
        return claimer(db)({ format, foreignId, before, userId }).length;
      }),
  };
}

const takenOver = () =>
  new TzurotError(
    'conflict',
    'Another program took this import for broken off, and swept it up. Nothing was imported. Try again.',
  );

/** While a batch is brought, somebody may remove or take what it needs. Then it is taken back. */
function unlessOvertaken<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!isConstraint(cause)) throw cause;
    const message =
      'Somebody changed or removed at the same moment what this import needs. Nothing was imported. Try again.';
    throw new TzurotError('conflict', message, { cause });
  }
}
