import type { Batch, FileEntry, RecordEntry } from '../../../domain/import/batch.js';

/** Rows of the ledger, as they are read. */
export type BatchRow = Omit<Batch, 'request' | 'report'> & {
  readonly seq: number;
  readonly holder: string;
  readonly request: string;
  readonly report: string | null;
};
export type FileRow = Omit<FileEntry, 'tallies'> & { readonly tallies: string };
export type RecordRow = Omit<RecordEntry, 'reason'> & { readonly id: number; readonly reason: string | null };

export const batchOf = ({ seq: _, holder: __, request, report, ...row }: BatchRow): Batch => ({
  ...row,
  request: JSON.parse(request),
  report: report === null ? null : JSON.parse(report),
});

export const fileOf = ({ path, container, sha256, bytes, state, keyId, format, role, tallies, code, message }: FileRow): FileEntry => ({
  path, container, sha256, bytes, state, keyId, format, role, code, message, tallies: JSON.parse(tallies),
}); // prettier-ignore

export const recordOf = ({ reason, ...row }: RecordRow): RecordEntry & { id: number } => ({
  ...row,
  reason: reason === null ? null : JSON.parse(reason),
});
