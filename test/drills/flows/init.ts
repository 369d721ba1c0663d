import { homeExists } from '../../../dist/app/home.js';
import { configOf, inCopy, init } from '../homes.ts';
import { diagnosisOf, differences, fingerprints, troublesOf } from '../inspection.ts';
import type { Flow } from './flow.ts';

/** Nothing, or a home that was begun, or a whole one; and in each case the same home after another `init`. */
export const initFlow: Flow = {
  name: 'init',
  prepare: async () => {},
  argv: () => ['init'],

  async examine(home, { stdout }, { after }) {
    const isThere = homeExists(configOf(home));
    const early = isThere ? await inCopy(home, diagnosisOf) : [];
    const lied = !isThere && stdout !== '' ? ['It said that a home is ready, and there is none.'] : [];
    await init(home);
    const late = await troublesOf(home);
    return [...early, ...lied, ...late, ...differences(await fingerprints(home), await fingerprints(after))];
  },
};
