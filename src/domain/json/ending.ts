import type { Remark } from '../import/issue.js';
import { deepest, longestDocument, longestElement } from './limits.js';

/** Why JSON was refused as a whole. */
export type RefusalCode = 'empty' | 'not_json' | 'too_deep' | 'too_long' | 'cut_object';

export type Refused = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly message: string;
  /** `line 3, column 7`, counted in bytes. Empty: the file as a whole. */
  readonly at: string;
};

/** How a document ended. */
export type Ending = { readonly remarks: readonly Remark[] } & (
  | {
      readonly kind: 'whole';
      /** The JSON of all that was not given element by element. Null: nothing else was there. */
      readonly document: string | null;
    }
  /** A list that breaks off. What was whole was given; `torn` points to the first element that was not. */
  | { readonly kind: 'cut'; readonly document: null; readonly torn: string }
  | Refused
);

const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;

/** The sentences for it, but for `not_json`, which says what was found. */
export const refusalWords: Readonly<Record<Exclude<RefusalCode, 'not_json'>, string>> = {
  empty: 'There is nothing in it.',
  too_deep: `It is nested more than ${deepest} levels deep.`,
  too_long: `A part of it is too long: an element may have ${mebibytes(longestElement)}, and all beside the long lists ${mebibytes(longestDocument)}.`,
  cut_object: 'It breaks off before its end. Bring the whole file.',
};

export const invalidUtf8: Remark = {
  severity: 'warn',
  code: 'not_utf8',
  at: '',
  message: 'Some of its bytes are no UTF-8. They were read as �; the file in the archive has them as they are.',
};
