import { readFileSync } from 'node:fs';
import { configOf, inCopy, init, withHome } from '../homes.ts';
import { diagnosisOf, differences, fingerprints, troublesOf } from '../inspection.ts';
import type { Flow } from './flow.ts';

const key = 'history.messages';

/** The old file or the new one, and the new one after another `config set`. */
export const configSetFlow: Flow = {
  name: 'config set',
  async prepare(home) {
    await init(home);
    await withHome(home, app => app.configure(key, { state: 'value', value: 20 }));
  },
  argv: () => ['config', 'set', key, '30'],

  async examine(home, { stdout }, { before, after }) {
    const early = await inCopy(home, diagnosisOf);
    const cut = fileOf(home);
    await withHome(home, app => app.configure(key, { state: 'value', value: 30 }));
    return [
      ...early,
      ...([fileOf(before), fileOf(after)].includes(cut) ? [] : [`The config file is torn: ${cut}`]),
      ...(stdout !== '' && cut !== fileOf(after) ? ['It said what the setting is now, and it is not.'] : []),
      ...(fileOf(home) === fileOf(after) ? [] : [`Setting it again leaves ${fileOf(home)}`]),
      ...differences(await fingerprints(home), await fingerprints(before)),
      ...(await troublesOf(home)),
    ];
  },
};

const fileOf = (home: string): string => readFileSync(configOf(home).paths.config, 'utf8');
