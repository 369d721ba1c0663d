import type { FileEntry } from './batch.js';
import type { Counts } from './counts.js';
import type { SurveyedFile } from './survey/survey.js';

/** What a batch remembers of a file. */
export function fileEntry(file: SurveyedFile, counts: Counts): FileEntry {
  const { path, container, sha256, bytes, state, keyId, recognised, refusal, known } = file;
  return {
    path, container, sha256, bytes, state, keyId,
    format: recognised?.format ?? null,
    role: recognised?.role ?? null,
    tallies: known === undefined ? counts.inFile(path) : known.tallies,
    code: refusal?.code ?? null,
    message: refusal?.message ?? null,
  }; // prettier-ignore
}

/** What was taken before is the same as it was. */
export function countAgain({ path, tallies }: FileEntry, counts: Counts): void {
  for (const [id, some] of Object.entries(tallies)) counts.countAll(path, id, some, 'unchanged');
}
