import { join } from 'node:path';
import { homeOfLilith } from '../drills/homes.ts';
import type { Bench } from './bench.ts';
import { startOf } from './starts.ts';

export const chatOnce: Bench = {
  name: 'chat-once',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeOfLilith(home);
    return [await startOf(home, ['chat', 'lilith', '-m', 'hello'], scratch, null)];
  },
};
