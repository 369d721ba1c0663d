import { messageOf, TzurotError } from '../errors.js';
import type { Batch, FileEntry } from '../import/batch.js';
import { kinds, outcomes, type Kind, type Outcome } from '../import/kind.js';

export type Mismatch = { readonly file: string; readonly code: string; readonly message: string };

/** Reads a file back from the archive, and compares. */
export async function fileCheck(
  { path, sha256, bytes }: FileEntry,
  hashed: () => Promise<{ readonly sha256: string; readonly bytes: number }>,
): Promise<Mismatch[]> {
  try {
    const found = await hashed();
    if (found.sha256 === sha256 && found.bytes === bytes) return [];
    return [
      {
        file: path,
        code: 'content',
        message: `It has ${found.bytes} bytes with the SHA-256 ${found.sha256}, and should have ${bytes} with ${sha256}.`,
      },
    ];
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    return [{ file: path, code: error.code, message: messageOf(error) }];
  }
}

/** Whether what a batch reported, what its files say, and what is remembered of every record come to the same. */
export function tallyCheck(
  { report }: Batch,
  files: readonly FileEntry[],
  records: ReadonlyMap<string, number>,
): Mismatch[] {
  if (report === null) return [{ file: '', code: 'report', message: 'The batch has no report.' }];
  return kinds.flatMap(kind => [
    ...sums(kind, report),
    ...inFiles(kind, report, files),
    ...inRecords(kind, report, records),
  ]);
}

function sums(kind: Kind, report: NonNullable<Batch['report']>): Mismatch[] {
  const tally = report.totals[kind];
  const sum = outcomes.reduce((total, outcome) => total + tally[outcome], 0);
  return sum === tally.read ? [] : [mismatch(kind, `${tally.read} were read, and ${sum} came to something`)];
}

function inFiles(kind: Kind, report: NonNullable<Batch['report']>, files: readonly FileEntry[]): Mismatch[] {
  if (kind === 'personalities') return []; // They are counted once each, however many files speak of them.
  const read = files
    .flatMap(({ tallies }) => Object.values(tallies))
    .reduce((sum, tallies) => sum + (tallies[kind]?.read ?? 0), 0);
  return read === report.totals[kind].read
    ? []
    : [mismatch(kind, `${report.totals[kind].read} were reported, and the files have ${read}`)];
}

/** Records that were unchanged are remembered by the batch that took them first. */
function inRecords(kind: Kind, report: NonNullable<Batch['report']>, records: ReadonlyMap<string, number>): Mismatch[] {
  if (kind === 'personalities') return [];
  /* What an earlier batch had created counts as created by this one, once that other one was taken back. */
  return ([['created', 'updated'], ['archived'], ['quarantined']] as const).flatMap(group => {
    const sum = (of: (outcome: Outcome) => number) => group.reduce((total, outcome) => total + of(outcome), 0);
    const remembered = sum(outcome => records.get(`${kind} ${outcome}`) ?? 0);
    const reported = sum(outcome => report.totals[kind][outcome]);
    if (remembered === reported) return [];
    return [mismatch(kind, `${reported} were ${group.join(' or ')}, and ${remembered} are remembered`)];
  });
}

const mismatch = (kind: Kind, message: string): Mismatch => ({
  file: '',
  code: 'count',
  message: `Of ${kind}, ${message}.`,
});
