import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeNewFile } from '../../../dist/app/files.js';
import { TzurotError } from '../../../dist/domain/errors.js';
import { init, withHome } from '../homes.ts';
import { troublesOf } from '../inspection.ts';
import type { Flow } from './flow.ts';

/** No sheet or a whole one. Inside the home, so that what is left of it is found there. */
export const keyRecoveryFlow: Flow = {
  name: 'key recovery',
  prepare: init,
  argv: home => ['key', 'recovery', '-o', sheetOf(home)],

  async examine(home, { stdout }) {
    const wanted = await withHome(home, app => app.masterKey.recoverySheet());
    const isThere = existsSync(sheetOf(home));
    const lied = !isThere && stdout !== '' ? ['It said that it wrote a sheet, and there is none.'] : [];
    writeAgain(sheetOf(home), wanted);
    const torn = readFileSync(sheetOf(home), 'utf8') === wanted ? [] : ['The sheet is torn.'];
    return [...lied, ...torn, ...(await troublesOf(home))];
  },
};

const sheetOf = (home: string): string => join(home, 'sheet.txt');

/** A sheet that is there already is refused, and left alone. */
function writeAgain(sheet: string, content: string): void {
  try {
    writeNewFile(sheet, content);
  } catch (error) {
    if (!(error instanceof TzurotError) || error.code !== 'conflict') throw error;
  }
}
