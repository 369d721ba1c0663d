import type { Hash } from '../../../ports/hash.js';
import type { Imports } from '../../../ports/imports.js';
import type { Micros } from '../../time.js';
import type { Counts } from '../counts.js';
import type { Discovery } from '../format.js';
import type { Issue } from '../issue.js';
import type { IssueBook } from '../issue-book.js';
import { textIn } from '../json.js';
import type { Staged } from '../staged.js';
import type { Find, SurveyedFile } from '../survey/survey.js';
import type { Watch } from '../watch.js';
import { changedMeanwhile, pieceReader, type Piece, type PieceReader } from './pieces.js';
import { issueOfOutcome } from './issues.js';
import { isBulk, issuesOf, sorted, type Sorted, type Sorting } from './sort.js';

export type StagePorts = { readonly imports: Imports; readonly hash: Hash };

export type StageRequest = Omit<Sorting, 'sha256'> & {
  /** Null: a rehearsal, which writes nothing. */
  readonly batch: string | null;
  /** Takes what is to be said on the way. */
  readonly issues: IssueBook;
};

/** What came in lists, and is not one of many rows. */
export type StageResult = { readonly finds: readonly Find[] };

/** How many memories are of senders of whom nobody knows who they are. */
type Strangers = ReadonlyMap<string, number>;

/** Who the importing person was at the sources, as `format/id`: their own histories say it. */
export type Selves = ReadonlySet<string>;

const atOnce = 1000;

/** Writes what may be a million records, little by little. Nobody sees them yet. */
export async function stageFiles(
  ports: StagePorts,
  files: readonly SurveyedFile[],
  request: StageRequest,
  counts: Counts,
  watch: Watch,
): Promise<StageResult & { readonly selves: Selves; readonly strangers: Strangers }> {
  const people = new Map(request.people);
  const selves = new Set<string>();
  const strangers = new Map<string, number>();
  const sorting: Sorting = { ...request, people, sha256: ports.hash.sha256 };
  const results: StageResult[] = [];
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const file of files.toSorted(historiesFirst)) {
    const reader = file.recognised && pieceReader(file.recognised);
    const start = before;
    const onward = (read: number) => watch({ step: 'bringing', path: file.path, done: start + read, total });
    const staging = { request, sorting, people, selves, strangers, counts, onward };
    if (reader !== undefined || file.discoveries.some(isBulk))
      results.push(await stageFile(ports, file, reader, staging));
    before += file.bytes;
  }
  return { finds: results.flatMap(({ finds }) => finds), selves, strangers };
}

type Staging = {
  readonly request: StageRequest;
  readonly sorting: Sorting;
  /** Grows as senders are met. */
  readonly people: Map<string, string>;
  readonly selves: Set<string>;
  readonly strangers: Map<string, number>;
  readonly counts: Counts;
  onward(read: number): void;
};

async function stageFile(
  ports: StagePorts,
  file: SurveyedFile,
  reader: PieceReader | undefined,
  staging: Staging,
): Promise<StageResult> {
  const finds: Find[] = [];
  let waiting: Piece[] = [];
  let moment: Micros = 0;
  let read = 0;

  const flush = async (pieces: readonly Piece[]) => {
    await learnPeople(ports, file, pieces, staging.people);
    learnSelves(file, pieces, staging);
    const records = pieces.flatMap(piece => {
      const some = sorted(piece, file, moment, staging.sorting);
      moment = some.reduce((last, each) => (each.to === 'rows' ? each.moment : last), moment);
      if ('found' in piece)
        for (const found of piece.found) if ('remarks' in found) staging.request.issues.add(issuesOf(found, file));
      return some;
    });
    finds.push(...records.flatMap(each => (each.to === 'settlement' ? [{ file, found: each.found }] : [])));
    staging.request.issues.add(await stageRows(ports, file, records, staging));
    staging.onward(read);
  };

  async function* passing(pieces: PieceReader) {
    for await (const chunk of file.read()) {
      read += chunk.length;
      for (const piece of pieces.push(chunk)) waiting.push(piece);
      for (; waiting.length >= atOnce; waiting = waiting.slice(atOnce)) await flush(waiting.slice(0, atOnce));
      yield chunk;
    }
  }

  const whole = file.discoveries.filter(isBulk);
  for (let at = 0; at < whole.length; at += atOnce) await flush([{ found: whole.slice(at, at + atOnce) }]);
  if (reader === undefined) return { finds };
  const { sha256 } = await ports.hash.sha256Of(passing(reader));
  if (sha256 !== file.sha256) throw changedMeanwhile(file.path);
  await flush([...waiting, ...reader.end()]);
  return { finds };
}

async function stageRows(
  ports: StagePorts,
  file: SurveyedFile,
  records: readonly Sorted[],
  { request, counts, strangers }: Staging,
): Promise<Issue[]> {
  const rows = records.flatMap(each => (each.to === 'rows' ? [each] : []));
  if (rows.length === 0) return [];
  const staged = rows.map(row => row.staged);
  const outcomes =
    request.batch === null ? await ports.imports.rehearse(staged) : await ports.imports.stage(request.batch, staged);
  return rows.flatMap(({ staged: record, characterId }, index) => {
    const settled = outcomes[index];
    if (settled === undefined) throw new Error('A record was staged without an outcome.');
    counts.count(file.path, characterId, record.kind, settled.outcome);
    if (settled.outcome === 'created') noteStrangers(record, strangers);
    return issueOfOutcome(record, settled);
  });
}

/** Looks up who the senders of memories, and the importing person at the source, are here; each once. */
async function learnPeople(
  { imports }: StagePorts,
  file: SurveyedFile,
  pieces: readonly Piece[],
  people: Map<string, string>,
): Promise<void> {
  const format = file.recognised?.format ?? 'generic';
  const found = pieces.flatMap(piece => ('found' in piece ? piece.found : []));
  const named = new Set(found.flatMap(namesIn));
  const unknown = [...named].filter(name => !people.has(name));
  if (unknown.length === 0) return;
  const ids = unknown.map(name => `${format}/${name}`);
  const values = await imports.values('person', ids);
  for (const name of unknown) {
    const userId = textIn(values.get(`${format}/${name}`)?.now, 'userId');
    if (userId !== undefined) people.set(name, userId);
  }
}

function namesIn(found: Discovery): readonly string[] {
  if (found.kind === 'memories') return found.senders;
  return found.kind === 'messages' && found.ownId !== undefined ? [found.ownId] : [];
}

/** A history is the importing person's own, and says who they were at the source, unless that was said otherwise. */
function learnSelves(file: SurveyedFile, pieces: readonly Piece[], { people, selves, request }: Staging): void {
  for (const piece of pieces) {
    for (const found of 'found' in piece ? piece.found : []) {
      if (found.kind !== 'messages' || found.ownId === undefined) continue;
      if (!people.has(found.ownId)) people.set(found.ownId, request.importer.id);
      if (people.get(found.ownId) === request.importer.id)
        selves.add(`${file.recognised?.format ?? 'generic'}/${found.ownId}`);
    }
  }
}

const isHistory = ({ recognised }: SurveyedFile) => /histor|chat/.test(recognised?.role ?? '');

/** Histories tell who senders of memories are, and so come before those. */
const historiesFirst = (one: SurveyedFile, other: SurveyedFile) => Number(isHistory(other)) - Number(isHistory(one));

const mostStrangers = 10_000;

function noteStrangers({ fate }: Staged, strangers: Map<string, number>): void {
  if (fate.outcome !== 'live' || fate.row.table !== 'memories') return;
  for (const id of fate.row.strangers) {
    const count = strangers.get(id);
    if (count !== undefined || strangers.size < mostStrangers) strangers.set(id, (count ?? 0) + 1);
  }
}
