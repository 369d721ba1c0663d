import type { Cast, Character } from '../cast.js';
import type { Counts } from '../counts.js';
import type { Issue } from '../issue.js';
import type { Reason } from '../batch.js';
import type { Outcome } from '../kind.js';
import type { Change, Json, Picture, Settled, Stamp } from '../staged.js';
import type { Standing } from '../stage/sort.js';
import type { Find } from '../survey/survey.js';
import type { PersonalityFound } from '../found.js';
import type { Imported } from '../imported.js';

/** What stands here under an id: now, as a batch wrote it last, and whether somebody took it away. */
export type Value = { readonly now: Json; readonly written: Json; readonly isGone: boolean };

/** All that is decided at the end of a batch. */
export type Settling = {
  readonly changes: Change[];
  /** The newest of them, by what they change. */
  readonly written: Map<string, Json>;
  readonly records: Settled[];
  /** Pictures that are used, and the files that have them. */
  readonly pictures: (Omit<Picture, 'bytes'> & { readonly find: Find })[];
  readonly issues: Issue[];
};

/** A find with the stamp by which it is known again, and of whom it is. */
export type Stamped = Find & {
  readonly stamp: Stamp;
  readonly character: Character | undefined;
  readonly isKnown: boolean;
};

/** What the end of a batch looks at. */
export type Situation = {
  readonly batch: string;
  readonly importer: { readonly id: string; readonly handle: string };
  readonly cast: Cast;
  readonly personalities: ReadonlyMap<string, Value>;
  /** All that sources say of personalities, also in files that were known. */
  readonly sketches: ReadonlyMap<string, readonly PersonalityFound[]>;
  readonly stamped: readonly Stamped[];
  readonly counts: Counts;
  /** Whether files are believed that say who people are. */
  readonly vouches: boolean;
  standing(character: Character): Standing;
};

/** Somebody while it is being decided what becomes of them. */
export type Draft = { readonly character: Character; value: Imported; readonly isNew: boolean };

/** Notes a change. */
export function change(settling: Settling, wanted: Change): void {
  settling.changes.push(wanted);
  settling.written.set(`${wanted.entity}/${wanted.id}`, wanted.after);
}

/** Counts a small record, and remembers it. */
export function settle(
  settling: Settling,
  counts: Counts,
  { stamp, character }: Stamped,
  outcome: Outcome,
  more: { target?: string; reason?: Reason } = {},
): void {
  counts.count(stamp.path, character?.id ?? '', stamp.kind, outcome);
  if (outcome === 'unchanged') return;
  settling.records.push({ ...stamp, outcome, target: more.target ?? null, reason: more.reason ?? null });
  if (more.reason === undefined || (outcome === 'archived' && more.reason.code === 'deleted_at_source')) return;
  const { code, why, try: hint } = more.reason;
  const message = hint === undefined ? why : `${why.replace(/[.!?]?$/, '.')} To mend it: ${hint}`;
  settling.issues.push({
    severity: outcome === 'quarantined' ? 'warn' : 'info',
    code,
    file: stamp.path,
    at: stamp.at,
    message,
  });
}
