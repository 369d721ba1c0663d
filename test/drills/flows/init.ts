import { homeExists } from '../../../dist/app.js';
import { configOf, diagnosisOf, differences, fingerprints, inCopy, init, troublesOf } from '../homes.ts';
import type { Flow } from './flow.ts';

/** Nothing, or a home that was begun, or a whole one; and in each case the same home after another `init`. */
export const initFlow: Flow = {
  name: 'init',
  prepare: async () => {},
  argv: () => ['init'],
  async examine(home, _, { after }) {
    const early = homeExists(configOf(home)) ? await inCopy(home, diagnosisOf) : [];
    await init(home);
    const late = await troublesOf(home);
    return [...early, ...late, ...differences(await fingerprints(home), await fingerprints(after))];
  },
};
