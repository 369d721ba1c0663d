import { join } from 'node:path';
import type { Failure } from '../drill.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { firstWordsAfter, quantile, toldIn } from './told.ts';
import { openTown } from './town.ts';

const goalMs = 2000;

/** The program is killed while it answers somebody, and begun again: how long that person waits. */
export const returns: Storm = {
  name: 'returns',
  what: '`serve` killed while it answers, until the answer comes after all',
  async run(program, folder, size) {
    const times = portion(100, size, 5);
    await using town = await openTown(program, join(folder, 'town'), { channels: 5, modelMs: 200 });
    const crier = crierIn(town);
    const failures: Failure[] = [];
    const killedAt: number[] = [];
    let serving = town.serve();
    await serving.says('Connected');
    await crier.call(town.channels.length);
    if (!(await settled(town, crier))) failures.push({ at: 'the beginning', trouble: 'nobody answers' });
    for (let time = 0; time < times; time++) {
      await crier.call(1);
      await new Promise(resolve => setTimeout(resolve, 100));
      killedAt.push(Date.now());
      serving.kill('SIGKILL');
      await serving.ended;
      serving = town.serve();
      if (!(await settled(town, crier))) failures.push({ at: `kill ${time}`, trouble: 'the answer does not come' });
    }
    serving.kill('SIGTERM');
    await serving.ended;
    const { failures: found, outcomes } = await audit('messages', town, crier);
    const words = firstWordsAfter(killedAt, toldIn(town.discord.journal));
    const late = words.filter(ms => ms > goalMs).length;
    return {
      points: times,
      failures: [...failures, ...found],
      note: `${JSON.stringify(outcomes)}; from the kill to the answer ${quantile(words, 0.5)} ms in most cases, at most ${Math.max(...words)} ms; ${late} took longer than ${goalMs} ms`,
    };
  },
};
