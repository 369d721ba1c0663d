import { join } from 'node:path';
import type { App } from '../../dist/app.js';
import { copyHome, homeOfLilith, withHome } from '../drills/homes.ts';
import { hear, sayToLilith } from '../drills/talk.ts';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';
import { replayIn, statementsOf } from './statements.ts';

const earlier = 30;
const warm = 15;
const enough = 100;

/** A turn through the whole pipeline, beside the statements of the same turn on a copy of the same store. */
export const turn: Bench = {
  name: 'turn',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeOfLilith(home);
    for (let index = 0; index < earlier; index++) await sayToLilith(home, saying(index));
    const original = copyHome(home, join(scratch, 'original'));
    const statements = await withHome(original, async app => statementsOf(enough, await talkerOf(app)));
    using bare = replayIn(copyHome(home, join(scratch, 'bare')), statements);
    return await withHome(home, async app => {
      const times = await compare(await talkerOf(app), () => bare.next(), { warm });
      const floor = `its ${statements.at(-1)?.length} statements, bare`;
      return [{ what: 'one offline turn, warm', ...times, floor, goal: { ratio: 3, micros: 2000 } }];
    });
  },
};

const saying = (index: number) => `The cat of house ${index} likes tea, and what do you like?`;

/** Says the next thing each time it is called. */
async function talkerOf(app: App): Promise<() => Promise<void>> {
  const { id } = await app.user.owner();
  let index = earlier;
  return async () => {
    const heard = await hear(app, id, saying(index++));
    if (heard.kind !== 'answered') throw new Error(`Lilith did not answer: ${JSON.stringify(heard)}`);
  };
}
