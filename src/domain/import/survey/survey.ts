import type { FileState, KnownFile } from '../batch.js';
import type { Discovery, Recognised, Refusal } from '../format.js';
import type { Subject } from '../found.js';
import type { Issue, Remark } from '../issue.js';

/** A file after all of it went by once. */
export type SurveyedFile = {
  readonly path: string;
  readonly container: string | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: FileState;
  /** Under which key the archive has it. */
  readonly keyId: string | null;
  readonly recognised: Recognised | undefined;
  readonly refusal: Refusal | undefined;
  readonly discoveries: readonly Discovery[];
  readonly remarks: readonly Remark[];
  /** Of whom its lines speak, where it has lines. */
  readonly subjects: readonly Subject[];
  /** Its bytes could not be had at all, so that nothing tells it from another one. */
  readonly isUnread: boolean;
  /** The batch that took the same bytes before. */
  readonly known: KnownFile | undefined;
  read(): AsyncIterable<Uint8Array>;
};

export type Survey = { readonly files: readonly SurveyedFile[]; readonly issues: readonly Issue[] };

/** One thing a file says of somebody or something, and the file. */
export type Find = { readonly file: SurveyedFile; readonly found: Discovery };

export const findsOf = ({ files }: Survey): Find[] =>
  files.flatMap(file => file.discoveries.map(found => ({ file, found })));
