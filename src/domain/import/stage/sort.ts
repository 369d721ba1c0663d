import type { Cast, Character } from '../cast.js';
import type { Discovery } from '../format.js';
import type { Issue, Remark } from '../issue.js';
import type { Staged } from '../staged.js';
import type { SurveyedFile } from '../survey/survey.js';
import type { Micros } from '../../time.js';
import type { Piece } from './pieces.js';
import { stagedOf, stampOf, type BulkFound } from './rows.js';

/** How somebody stands here: who owns them and what they are called, or why nothing of theirs is taken. */
export type Standing =
  | { readonly takes: 'all' | 'no-config'; readonly ownerId: string; readonly name: string }
  | { readonly takes: 'nothing'; readonly code: string; readonly why: string };

export type Sorting = {
  readonly sha256: (text: string) => string;
  readonly importer: { readonly id: string; readonly handle: string };
  readonly cast: Cast;
  readonly people: ReadonlyMap<string, string>;
  /** Whether files are believed that say who people are, and where something was said. */
  readonly vouches: boolean;
  standing(character: Character): Standing;
};

/** A record on its way to become a row: of whom it is, and when the next one is put that does not say when it was. */
export type Sorted =
  | { readonly to: 'rows'; readonly staged: Staged; readonly characterId: string; readonly moment: Micros }
  | { readonly to: 'settlement'; readonly found: Discovery };

/** Decides for everything in a piece what shall become of it. */
export const sorted = (piece: Piece, file: SurveyedFile, after: Micros, sorting: Sorting): Sorted[] => {
  if ('broken' in piece) return [brokenRecord(piece.broken, file, after, sorting)];
  let moment = after;
  return piece.found.map(found => {
    const each = sortedFound(found, file, moment, sorting);
    if (each.to === 'rows') moment = each.moment;
    return each;
  });
};

function sortedFound(found: Discovery, file: SurveyedFile, after: Micros, sorting: Sorting): Sorted {
  if (!isBulk(found)) return { to: 'settlement', found };
  const { path } = file;
  const format = file.recognised?.format ?? 'generic';
  const character = sorting.cast.of(format, found.subject ?? file.recognised?.subject ?? null);
  const moment = 'saidAt' in found && found.saidAt !== null ? found.saidAt : after + 1;
  if (character === undefined)
    return { to: 'rows', staged: homeless(found, path, format, sorting), characterId: '', moment };
  const standing = sorting.standing(character);
  const { ownerId, name } = standing.takes === 'nothing' ? { ownerId: '', name: '' } : standing;
  const isTheirs = found.kind === 'messages' || standing.takes === 'all';
  const around = { ...sorting, format, path, ownerId, moment, mayUpdate: isTheirs, character: { ...character, name } };
  return { to: 'rows', staged: stagedOf(asideFor(found, standing), around), characterId: character.id, moment };
}

/** Whether it becomes one of many rows. */
export const isBulk = (found: Discovery): found is BulkFound =>
  found.kind === 'memories' || found.kind === 'messages' || found.kind === 'lore' || found.kind === 'stories';

function asideFor(found: BulkFound, standing: Standing): BulkFound {
  if (found.aside !== undefined) return found;
  if (standing.takes === 'nothing')
    return { ...found, aside: { fate: 'archived', code: standing.code, why: standing.why } };
  const isConfig = found.kind === 'lore' || found.kind === 'stories';
  if (standing.takes === 'all' || !isConfig) return found;
  return {
    ...found,
    aside: { fate: 'archived', code: 'not_owner', why: 'It belongs to the personality, which is somebody else’s.' },
  };
}

/** Kept and shown, until a person says whose it is. */
function homeless(found: BulkFound, path: string, format: string, { sha256, importer }: Sorting): Staged {
  const reason = {
    code: 'no_personality',
    why: 'Nothing says which personality this belongs to.',
    try: 'import the same file with --into SLUG',
  };
  return {
    ...stampOf(found, path, '', importer.id, sha256),
    format,
    mayUpdate: false,
    fate: { outcome: 'quarantined', reason },
  };
}

function brokenRecord(
  { raw, at, why }: { raw: string; at: string; why: string },
  file: SurveyedFile,
  moment: Micros,
  { sha256, importer, cast }: Sorting,
): Sorted {
  const format = file.recognised?.format ?? 'generic';
  const characterId = cast.of(format, file.recognised?.subject ?? null)?.id ?? '';
  const reason = {
    code: 'not_json',
    why,
    try: 'mend it in a copy of the file, and import that',
  };
  const kind = kindOfRole(file.recognised?.role ?? '');
  const stamp = stampOf({ kind, at, raw }, file.path, characterId, importer.id, sha256);
  return {
    to: 'rows',
    staged: { ...stamp, format, mayUpdate: false, fate: { outcome: 'quarantined', reason } },
    characterId,
    moment,
  };
}

const kindOfRole = (role: string): Staged['kind'] => {
  if (/chat|histor|message/.test(role)) return 'messages';
  if (/stor|knowledge/.test(role)) return 'stories';
  return /lore|world/.test(role) ? 'lore' : 'memories';
};

/** What to say about a record beside what became of it. */
export const issuesOf = (found: { readonly remarks?: readonly Remark[] }, file: SurveyedFile): Issue[] =>
  (found.remarks ?? []).map(remark => ({ ...remark, file: file.path }));
