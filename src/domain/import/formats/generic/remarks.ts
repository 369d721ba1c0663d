import type { MessageFound, Subject } from '../../found.js';
import type { Remark } from '../../issue.js';
import type { Mapping } from './mapping.js';

/** What is to be said of a file as a whole. */
export function fileRemarks({ name, tested, times }: Mapping, subject: Subject | null): Remark[] {
  return [
    ...(tested.startsWith('none') ? [untested(name)] : []),
    ...(times === 'none' ? [timesSynthetic] : []),
    ...(subject === null ? [nobodyNamed] : []),
  ];
}

/** The first of the lines speaks for the file. */
export const withRemarks = (lines: readonly MessageFound[], remarks: readonly Remark[]): MessageFound[] =>
  lines.map((line, index) =>
    index > 0 || remarks.length === 0 ? line : { ...line, remarks: [...remarks, ...(line.remarks ?? [])] },
  );

const untested = (name: string): Remark => ({
  severity: 'info',
  code: 'mapping_untested',
  at: '',
  message: `The mapping “${name}” was never tried on a real file. Look at what came of it; the file itself is in the archive.`,
});

const timesSynthetic: Remark = {
  severity: 'info',
  code: 'times_synthetic',
  at: '',
  message: 'Such files hold no real times. What was said keeps its order, and no time.',
};

const nobodyNamed: Remark = {
  severity: 'warn',
  code: 'nobody_named',
  at: '',
  message: 'The file does not say who it is about. Name a personality with --into.',
};
