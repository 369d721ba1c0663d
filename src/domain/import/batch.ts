import type { Micros } from '../time.js';
import type { FormatName } from './format.js';
import type { Fates } from './found.js';
import type { Issue } from './issue.js';
import type { Kind, Outcome, Tallies } from './kind.js';

/** One import: everything in it came at once, and can be taken back at once. */
export type Batch = {
  readonly id: string;
  /** Whose it is: what they brought belongs to them, and its archive is sealed for them. */
  readonly userId: string;
  /** Open and undoing: somebody is at work, or was and died. */
  readonly state: 'open' | 'done' | 'undoing' | 'undone';
  readonly request: Request;
  readonly report: Report | null;
  readonly startedAt: Micros;
  readonly finishedAt: Micros | null;
};

/** What was asked for. Paths as they were typed, only to show them. */
export type Request = {
  readonly paths: readonly string[];
  readonly format: FormatName | 'auto';
  /** The slug of the personality into which everything goes. */
  readonly into: string | null;
};

export type PersonalityReport = {
  readonly slug: string;
  readonly action: 'created' | 'updated' | 'unchanged' | 'skipped';
  readonly counts: Tallies;
  /** What became of each field of its config. */
  readonly fields: Fates;
};

/** What an import did, or would do. */
export type Report = {
  readonly batch: string | null;
  readonly dryRun: boolean;
  readonly files: number;
  readonly bytes: number;
  readonly totals: Tallies;
  readonly personalities: readonly PersonalityReport[];
  readonly issues: readonly Issue[];
};

/** What became of a file. A container is a zip; what is inside stands beside it. */
export type FileState = 'read' | 'container' | 'refused' | 'stray' | 'secret';

/** A source file, as a batch remembers it. */
export type FileEntry = {
  readonly path: string;
  /** The zip it lies in. */
  readonly container: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly state: FileState;
  /** The archive key under which its bytes are kept. Null: they are kept with its container, or nowhere. */
  readonly keyId: string | null;
  readonly format: string | null;
  readonly role: string | null;
  /** Its records, by the id of the personality they are of; empty for nobody in particular. */
  readonly tallies: Readonly<Record<string, SomeTallies>>;
  readonly code: string | null;
  readonly message: string | null;
};

/** Tallies without the kinds of which there was nothing. */
export type SomeTallies = Readonly<Partial<Record<Kind, Tallies[Kind]>>>;

/** Why a record was set aside, and what can be done. */
export type Reason = { readonly code: string; readonly why: string; readonly try?: string };

/** What is remembered of every record: where it stood, and what became of it. */
export type RecordEntry = {
  readonly path: string;
  readonly at: string;
  readonly kind: Kind;
  readonly outcome: Exclude<Outcome, 'unchanged'>;
  readonly target: string | null;
  readonly reason: Reason | null;
};

/** A file that an earlier batch took. */
export type KnownFile = FileEntry & { readonly batch: string };
