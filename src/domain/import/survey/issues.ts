import type { Issue } from '../issue.js';
import type { SurveyedFile } from './survey.js';

/** What a person should know of a file after the first look. `isLeaky`: it is a zip with tokens inside. */
export function issuesOfFile(file: SurveyedFile, isLeaky: boolean): Issue[] {
  const { path, state, refusal, sha256, bytes, remarks } = file;
  if (file.known !== undefined) return file.known.state === 'refused' ? [refusedBefore(file)] : []; // The rest was said when it first came.
  const issues: Issue[] = remarks.map(remark => ({ ...remark, file: path }));
  for (const found of file.discoveries) {
    if ('remarks' in found) issues.push(...(found.remarks ?? []).map(remark => ({ ...remark, file: path })));
  }
  if (refusal !== undefined && state === 'refused') issues.push({ severity: 'error', file: path, ...refusal });
  if (state === 'secret')
    issues.push(
      said(
        'warn',
        'token_file',
        path,
        `This file holds keys to an account (${bytes} bytes, SHA-256 ${sha256}). It was neither read nor kept. Delete it, and end that session at its service.`,
      ),
    );
  if (state === 'stray')
    issues.push(
      said(
        'info',
        'stray_file',
        path,
        'This is of no format that is known. It is kept in the archive, and nothing else was done with it.',
      ),
    );
  if (isLeaky)
    issues.push(
      said(
        'warn',
        'token_file_inside',
        path,
        'This zip has keys to an account inside. Its other files are kept one by one; the zip itself is not.',
      ),
    );
  return issues;
}

const said = (severity: Issue['severity'], code: string, file: string, message: string): Issue => ({
  severity, code, file, at: '', message,
}); // prettier-ignore

const refusedBefore = ({ path, known }: SurveyedFile): Issue =>
  said(
    'info',
    'refused_before',
    path,
    `This was refused before, in batch ${known?.batch ?? ''}: ${known?.message ?? ''}`,
  );
