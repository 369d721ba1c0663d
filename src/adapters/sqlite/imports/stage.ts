import { idBytes, idOf } from '../../../domain/id.js';
import type { Staged, StagedOutcome, StagedRow } from '../../../domain/import/staged.js';
import type { Database } from '../database.js';
import { enterStaged } from '../memory-index.js';
import { rowWriters, type RowWriters } from './rows.js';

type Judged = StagedOutcome & { readonly id: string | null };

/** Where records are looked up and noted: in the store, or, for a rehearsal, beside it. */
type Notes = {
  isKnown(fingerprint: Buffer): boolean;
  /** What there is under an id by now: nothing, a row of an earlier batch, or one of this very batch. */
  standing(row: StagedRow): 'free' | 'earlier' | 'this-batch' | 'gone';
  note(record: Staged, judged: Judged, fingerprint: Buffer): void;
  write(row: StagedRow, id: string, judged: Judged): void;
};

/** Takes records, each once. Must be called inside a write, unless it only rehearses. */
export type Stager = (records: readonly Staged[]) => StagedOutcome[];

/** Writes records as rows of a batch, and remembers each. */
export function stager(db: Database, batch: number): Stager {
  const notes = storedNotes(db, batch);
  const newest = db.sql.prepare<[], number | null>('SELECT max(seq) FROM memories').pluck();
  const enter = enterStaged(db.sql);
  return records => {
    const before = newest.get() ?? 0;
    const outcomes = records.map(record => settled(record, notes));
    enter(batch, before + 1);
    return outcomes;
  };
}

/** Says what staging would say. Remembers the records in memory of this connection alone. */
export function rehearser(db: Database): Stager {
  const notes = rehearsedNotes(db);
  return records => records.map(record => settled(record, notes));
}

function settled(record: Staged, notes: Notes): StagedOutcome {
  const fingerprint = Buffer.from(record.fingerprint, 'hex');
  if (notes.isKnown(fingerprint)) return { outcome: 'unchanged' };
  const { fate } = record;
  if (fate.outcome !== 'live') {
    notes.note(record, { outcome: fate.outcome, id: null }, fingerprint);
    return { outcome: fate.outcome };
  }
  const judged = judge(record, fate.row, notes, fingerprint);
  if (judged.id !== null) notes.write(fate.row, judged.id, judged);
  notes.note(record, judged, fingerprint);
  const { id: _, ...outcome } = judged;
  return outcome;
}

function judge({ mayUpdate }: Staged, row: StagedRow, notes: Notes, fingerprint: Buffer): Judged {
  const id = idOfRow(row);
  const standing = notes.standing(row);
  if (standing === 'free') return { outcome: 'created', id };
  if (standing === 'gone') return { outcome: 'archived', id: null, remark: 'deleted_here' };
  if (standing === 'earlier' && !mayUpdate) return { outcome: 'archived', id: null, remark: 'not_owner' };
  if (standing === 'earlier') return { outcome: 'updated', id };
  return { outcome: 'created', id: idOf(fingerprint.subarray(0, idBytes)), remark: 'same_id_twice' };
}

export const idOfRow = (row: StagedRow): string =>
  row.table === 'memories' ? row.memory.id : row.table === 'messages' ? row.message.id : row.entry.id;

function storedNotes(db: Database, batch: number): Notes {
  const { sql } = db;
  const known = sql.prepare<[Buffer]>('SELECT 1 FROM import_records WHERE fingerprint = ?').pluck();
  const remember = sql.prepare<(string | number | Buffer | null)[]>(
    `INSERT INTO import_records (batch_seq, path, at, kind, outcome, fingerprint, target, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const look = standingIn(db, batch);
  const writers: RowWriters = rowWriters(db, batch);
  return {
    isKnown: fingerprint => known.get(fingerprint) !== undefined,
    standing: look,
    note: ({ path, at, kind, fate }, { outcome, id, remark }, fingerprint) => {
      const reason =
        fate.outcome === 'live' ? (remark === undefined ? null : { code: remark, why: remark }) : fate.reason;
      const json = reason === null ? null : JSON.stringify(reason);
      remember.run(batch, path, at, kind, outcome, fingerprint, id, json);
    },
    write: (row, id, { outcome }) => (outcome === 'updated' ? writers.update(row) : writers.insert(row, id)),
  };
}

const fresh = Symbol('no row');

function standingIn(db: Database, batch: number, where = '1') {
  const { sql } = db;
  const of = (table: string) =>
    sql
      .prepare<[string], number | null>(`SELECT coalesce(batch_seq, -1) FROM ${table} WHERE id = ? AND ${where}`)
      .pluck();
  const rows = { memories: of('memories'), messages: of('messages'), lore: of('lore') };
  const gone = sql.prepare<[string]>('SELECT 1 FROM import_tombstones WHERE id = ?').pluck();
  const anyGone = sql.prepare('SELECT 1 FROM import_tombstones LIMIT 1').pluck().get() !== undefined;
  return (row: StagedRow): ReturnType<Notes['standing']> => {
    const id = idOfRow(row);
    const found = rows[row.table].get(id) ?? fresh;
    if (found !== fresh) return found === batch ? 'this-batch' : 'earlier';
    return anyGone && gone.get(id) !== undefined ? 'gone' : 'free';
  };
}

/** What somebody is bringing or taking back at this moment, a rehearsal does not see. */
const nobodyIsAt = "coalesce(batch_seq, -1) NOT IN (SELECT seq FROM import_batches WHERE state <> 'done')";

function rehearsedNotes(db: Database): Notes {
  const { sql } = db;
  sql.pragma('temp_store = memory');
  sql.exec('DROP TABLE IF EXISTS temp.rehearsed; CREATE TEMP TABLE rehearsed (mark BLOB PRIMARY KEY) WITHOUT ROWID');
  const known = sql.prepare<[Buffer]>(`SELECT 1 FROM import_records WHERE fingerprint = ? AND ${nobodyIsAt}`).pluck();
  const seen = sql.prepare<[Buffer]>('SELECT 1 FROM temp.rehearsed WHERE mark = ?').pluck();
  const mark = sql.prepare<[Buffer]>('INSERT OR IGNORE INTO temp.rehearsed (mark) VALUES (?)');
  const look = standingIn(db, 0, nobodyIsAt);
  return {
    isKnown: fingerprint => seen.get(fingerprint) !== undefined || known.get(fingerprint) !== undefined,
    standing: row => (seen.get(Buffer.from(idOfRow(row))) === undefined ? look(row) : 'this-batch'),
    note: (_, __, fingerprint) => void mark.run(fingerprint),
    write: (_, id, { outcome }) => void (outcome === 'created' && mark.run(Buffer.from(id))),
  };
}
