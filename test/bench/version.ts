import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { startOf } from './starts.ts';

export const version: Bench = {
  name: 'version',
  run: async scratch => [await startOf(join(scratch, 'none'), ['--version'], scratch, { ratio: 1.5 })],
};
