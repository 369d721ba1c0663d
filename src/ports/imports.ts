import type { Batch, FileEntry, KnownFile, RecordEntry, Report } from '../domain/import/batch.js';
import type {
  Change,
  Changed,
  Entity,
  Json,
  Picture,
  Settled,
  Staged,
  StagedOutcome,
} from '../domain/import/staged.js';
import type { Personality } from '../domain/personality/personality.js';
import type { Micros } from '../domain/time.js';
import type { User } from '../domain/user/user.js';

/** A key with which one person's archive is sealed; sealed itself. */
export type SealedArchiveKey = {
  readonly id: string;
  readonly userId: string;
  readonly sealed: string;
  readonly createdAt: Micros;
};

/** People and personalities that staged rows refer to and that do not exist yet. */
export type Newcomers = { readonly users: readonly User[]; readonly personalities: readonly Personality[] };

/** What a batch ends with, all at once. */
export type Settlement = {
  readonly changes: readonly Change[];
  readonly records: readonly Settled[];
  readonly files: readonly FileEntry[];
  readonly scope: string;
  readonly report: Report;
  readonly finishedAt: Micros;
};

/** How a value goes back: what it shall be, and what of it stays because somebody changed it since. */
export type Restored = { readonly value: Json; readonly kept: readonly string[] };

/** What became of a change: what of it stays, and whether there was anything left to put back. */
export type TakenBack = { readonly change: Changed; readonly kept: readonly string[]; readonly wasThere: boolean };

/** Who has used somebody since: people; or a later batch, which builds on them. */
export type Use = 'people' | 'another-batch' | 'nobody';

export type Restore = (change: Changed, now: Json, use: Use) => Restored;

/**
 * Batches of imported rows. Rows are staged in short transactions, and are there for nobody before `settle`. One batch is
 * under way at a time; `holder` tells which process is at work on it.
 */
export interface Imports {
  /** Newest first. */
  batches(): Promise<Batch[]>;
  find(id: string): Promise<Batch | undefined>;
  /** One that was begun and neither settled nor taken back, and who is, or was, at it. */
  unfinished(): Promise<{ readonly batch: Batch; readonly holder: string } | undefined>;

  /** Files that batches took before, under the same scope, by their SHA-256. */
  knownFiles(scope: string, sha256: readonly string[]): Promise<ReadonlyMap<string, KnownFile>>;
  /** Which of these fingerprints batches took before. */
  knownRecords(fingerprints: readonly string[]): Promise<ReadonlySet<string>>;
  /** What stands under these ids; what a batch wrote there last; and whether it was taken away here. */
  values(
    entity: Entity,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly now: Json; readonly written: Json; readonly isGone: boolean }>>;
  /** Targets of a batch's files that people took away since, by path. */
  goneFrom(batch: string): Promise<ReadonlyMap<string, number>>;

  archiveKey(userId: string): Promise<SealedArchiveKey | undefined>;
  keepArchiveKey(key: SealedArchiveKey): Promise<void>;
  /** What is kept in the archive under a key, by SHA-256. */
  archived(keyId: string): Promise<ReadonlySet<string>>;
  /** A batch's files in the archive that no other batch keeps there. */
  soleFiles(batch: string): Promise<{ readonly keyId: string; readonly sha256: string }[]>;
  /** Forgets that a batch's files are in the archive. */
  forgetFiles(batch: string): Promise<void>;

  /** Makes an unfinished batch one's own, unless somebody else was quicker. */
  takeOver(batch: string, from: string, to: string): Promise<void>;
  /** Throws `conflict` while another one is unfinished. An importer who was never here comes with their first batch. */
  begin(batch: Batch, holder: string, importer?: User): Promise<void>;
  /** Makes what the rows of a batch will refer to. */
  prepare(batch: string, newcomers: Newcomers): Promise<void>;
  /** Writes records, each once. In the order given; one short transaction. */
  stage(batch: string, records: readonly Staged[]): Promise<StagedOutcome[]>;
  /** The same without writing: what `stage` would say, as long as nobody forgets in between. */
  rehearse(records: readonly Staged[]): Promise<StagedOutcome[]>;
  /** Keeps pictures, by their content. */
  keepPictures(pictures: readonly Picture[]): Promise<void>;
  /** Everything of the batch is there from now on. Throws `conflict` when a name was taken meanwhile; then nothing is. */
  settle(batch: string, settlement: Settlement): Promise<void>;

  files(batch: string): Promise<FileEntry[]>;
  /** In the order of the source, a page at a time. */
  records(
    batch: string,
    filter: { readonly outcome?: RecordEntry['outcome']; readonly after?: number; readonly limit: number },
  ): Promise<{ readonly records: (RecordEntry & { readonly id: number })[]; readonly next: number | null }>;
  /** How many records became what, by `kind outcome`. */
  tally(batch: string): Promise<ReadonlyMap<string, number>>;
  changes(batch: string): Promise<Changed[]>;

  /**
   * Takes a batch back: what it changed goes back as `restore` says, given what stood there before, what the batch wrote,
   * what stands there now, and whether people have used it since. From then on its rows are there for nobody.
   */
  takeBack(batch: string, holder: string, restore: Restore): Promise<TakenBack[]>;
  /** What taking it back would come to. Changes nothing. */
  rehearseTakeBack(batch: string, restore: Restore): Promise<TakenBack[]>;
  /** What a batch wrote that is not there any more, and what says something else by now. */
  compared(batch: string): Promise<{
    readonly missing: readonly { kind: string; id: string }[];
    readonly changed: readonly { kind: string; id: string }[];
  }>;
  /** Sweeps up rows of a batch that is not there for anybody; false once there are none. Each call is short. */
  sweep(batch: string): Promise<boolean>;
  /** The end of sweeping: an undone batch stays on the list, one that was never done leaves no trace. */
  close(batch: string): Promise<void>;

  /** The formats in which somebody of this id sent memories. */
  sendersNamed(foreignId: string): Promise<string[]>;
  /** Says who somebody at a service is. Their memories follow; returns how many. */
  claim(format: string, foreignId: string, userId: string): Promise<number>;
}
