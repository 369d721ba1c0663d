import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../drill.ts';
import { seeded } from '../random.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { openTown } from './town.ts';

const inFlight = 40;
/** Some are answered in the time there is to end, and some are not. */
const modelMs = 1500;
const mostMs = 8000;

/** The program is told to go while it answers. */
export const ends: Storm = {
  name: 'ends',
  what: '`serve` told to go with forty answers under way',
  async run(program, folder, size) {
    const times = portion(100, size, 3);
    await using town = await openTown(program, join(folder, 'town'), { channels: inFlight, modelMs });
    const crier = crierIn(town);
    const random = seeded(2);
    const failures: Failure[] = [];
    const tookMs: number[] = [];
    for (let time = 0; time < times; time++) {
      const serving = town.serve();
      await serving.says('Connected');
      if (time === 0) {
        await crier.call(inFlight);
        await settled(town, crier);
      }
      await crier.call(inFlight);
      await sleep(random() * modelMs * 1.2);
      const began = performance.now();
      serving.kill('SIGTERM');
      const { code, stderr } = await serving.ended;
      tookMs.push(performance.now() - began);
      if (code !== 0) failures.push({ at: `end ${time}`, trouble: `ended with ${code}: ${stderr}` });
    }
    const last = town.serve();
    const isSettled = await settled(town, crier);
    last.kill('SIGTERM');
    await last.ended;
    const { failures: found, outcomes, invalid } = await audit('messages', town, crier);
    const slowest = Math.max(...tookMs);
    if (slowest > mostMs) failures.push({ at: 'the end', trouble: `it took ${slowest.toFixed(0)} ms` });
    return {
      points: times * inFlight,
      failures: [...failures, ...found],
      note: `${JSON.stringify(outcomes)}; ${invalid} invalid requests; at most ${slowest.toFixed(0)} ms to the end${isSettled ? '' : '; it did not come to rest'}`,
    };
  },
};
