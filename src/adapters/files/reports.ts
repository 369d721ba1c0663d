import { join } from 'node:path';
import type { Report } from '../../domain/import/batch.js';
import { makeFolder, replaceFile } from './write.js';

/** Keeps a report as a file that people can read at leisure; returns where. */
export const keepReportIn = (folder: string) => (report: Report) => {
  makeFolder(folder);
  const path = join(folder, `${report.batch ?? 'unnamed'}.json`);
  replaceFile(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
};
