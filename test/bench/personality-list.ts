import { join } from 'node:path';
import { homeOfLilith } from '../drills/homes.ts';
import type { Bench } from './bench.ts';
import { startOf } from './starts.ts';

const personalities = 67;

export const personalityList: Bench = {
  name: 'personality-list',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeOfLilith(
      home,
      Array.from({ length: personalities - 1 }, (_, index) => `guest-${index}`),
    );
    return [await startOf(home, ['personality', 'list'], scratch, { ratio: 4.5 })];
  },
};
