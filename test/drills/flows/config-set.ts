import { readFileSync } from 'node:fs';
import { writeOperatorSetting } from '../../../dist/app.js';
import { configOf, diagnosisOf, differences, fingerprints, inCopy, init, troublesOf } from '../homes.ts';
import type { Flow } from './flow.ts';

const key = 'history.messages';

/** The old file or the new one, and the new one after another `config set`. */
export const configSetFlow: Flow = {
  name: 'config set',
  async prepare(home) {
    await init(home);
    writeOperatorSetting(configOf(home), key, 20);
  },
  argv: () => ['config', 'set', key, '30'],

  async examine(home, _, { before, after }) {
    const early = await inCopy(home, diagnosisOf);
    const contents = [fileOf(before), fileOf(after)];
    const torn = contents.includes(fileOf(home)) ? [] : [`The config file is torn: ${fileOf(home)}`];
    writeOperatorSetting(configOf(home), key, 30);
    const late = fileOf(home) === fileOf(after) ? [] : [`Setting it again leaves ${fileOf(home)}`];
    const changed = differences(await fingerprints(home), await fingerprints(before));
    return [...early, ...torn, ...late, ...changed, ...(await troublesOf(home))];
  },
};

const fileOf = (home: string): string => readFileSync(configOf(home).paths.config, 'utf8');
