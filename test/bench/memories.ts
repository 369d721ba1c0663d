import { join } from 'node:path';
import { openDatabase } from '../../dist/adapters/sqlite/database.js';
import { sqliteMemories } from '../../dist/adapters/sqlite/memories.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import type { Memory } from '../../dist/domain/memory/memory.js';
import { copyHome, databaseOf, homeOfLilith, withHome } from '../drills/homes.ts';
import { sayToLilith, terminal } from '../drills/talk.ts';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';
import { replayIn, statementsOf } from './statements.ts';

const repeat = 20;
const enough = 1000;

/** Memories added one by one, each in a transaction of its own, beside the same inserts prepared. */
export const memories: Bench = {
  name: 'memories',
  async run(scratch) {
    const home = join(scratch, 'home');
    await homeOfLilith(home);
    await sayToLilith(home, 'I like tea.');
    const like = await someMemoryIn(home);
    const recorded = openMemories(copyHome(home, join(scratch, 'recorded')));
    const statements = await statementsOf(enough, time => recorded.add(another(like, time)));
    recorded.close();
    using bare = replayIn(copyHome(home, join(scratch, 'bare')), statements);
    const { add, close } = openMemories(home);
    let index = 0;
    const times = await compare(
      () => add(another(like, index++)),
      () => bare.next(),
      { repeat },
    );
    close();
    return [{ what: 'a memory added', ...times, floor: 'the same inserts, prepared', goal: { ratio: 1.5 } }];
  },
};

function openMemories(home: string) {
  const db = openDatabase(databaseOf(home), systemClock());
  return { add: sqliteMemories(db).add, close: () => db.close() };
}

const someMemoryIn = (home: string): Promise<Memory> =>
  withHome(home, async app => {
    const { id: userId } = await app.user.owner();
    const { id: personalityId } = await app.personality.find({ userId, isOwner: true }, 'lilith');
    return {
      id: '', personalityId, userId, role: 'note', text: '', sector: 'semantic', sectors: ['semantic'],
      venue: terminal, saidAt: app.clock.now(), messageId: null, replyTo: null, source: 'bench',
    }; // prettier-ignore
  });

const another = (like: Memory, index: number): Memory => ({
  ...like,
  id: `memory-${index}`,
  text: `The cat of house ${index} is called Mote, drinks tea at ${index} o’clock and sleeps in the tower by the harbour.`,
});
