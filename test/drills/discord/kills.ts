import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Rule } from '../../fakes/discord/faults.ts';
import type { Failure } from '../drill.ts';
import { seeded } from '../random.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { firstWordsAfter, quantile, toldIn } from './told.ts';
import { openTown } from './town.ts';
import { watchedIn, worstOf } from './watching.ts';

const on = 'POST /webhooks/:webhook/:token';
/** One send in ten: half of them did what they were to do, and half did not. */
const faults: readonly Rule[] = [
  { on, chance: 0.02, fault: { after: { status: 502 } } },
  { on, chance: 0.015, fault: { after: 'reset' } },
  { on, chance: 0.015, fault: { after: 'cut' } },
  { on, chance: 0.03, fault: { before: { status: 502 } } },
  { on, chance: 0.02, fault: { before: 'reset' } },
];
const [shortestLifeMs, longestLifeMs] = [500, 10_000];
/** From one start to the next, on average; people talk for as long as the program is killed. */
const cycleSeconds = 6.5;

/** Nobody knows whether one send in ten arrived, and the program is killed again and again. */
export const kills: Storm = {
  name: 'kills',
  what: 'messages while `serve` is killed again and again and one send in ten is unclear',
  async run(program, folder, size) {
    const channels = portion(50, size, 10);
    const messages = portion(10_000, size, 300);
    const deaths = portion(50, size, 4);
    await using town = await openTown(program, join(folder, 'town'), { channels, faults });
    const crier = crierIn(town);
    const random = seeded(1);
    const failures: Failure[] = [];
    const starts: number[] = [];

    let serving = town.serve();
    await serving.says('Connected');
    await crier.call(channels);
    if (!(await settled(town, crier))) failures.push({ at: 'the beginning', trouble: 'nobody answers' });
    const calling = { isOver: false };
    const calls = crier
      .call(messages - channels, messages / (deaths * cycleSeconds))
      .finally(() => (calling.isOver = true));
    for (let death = 0; death < deaths; death++) {
      await sleep(shortestLifeMs + random() * (longestLifeMs - shortestLifeMs));
      serving.kill('SIGKILL');
      await serving.ended;
      starts.push(Date.now());
      serving = town.serve();
    }
    const atOnce = calling.isOver;
    await calls;
    const isSettled = await settled(town, crier);
    serving.kill('SIGTERM');
    const { code, stderr } = await serving.ended;
    if (code !== 0) failures.push({ at: 'the end', trouble: `ended with ${code}: ${stderr}` });
    const { failures: found, outcomes, invalid } = await audit('messages', town, crier);
    const words = firstWordsAfter(starts, toldIn(town.discord.journal));
    const { delayMs, megabytes } = worstOf(watchedIn(town.watched), 0);
    return {
      points: messages + deaths,
      failures: [...failures, ...found],
      note: [
        JSON.stringify(outcomes),
        `${invalid} invalid requests`,
        `from a start after a kill to the first word ${quantile(words, 0.5)} ms, at most ${Math.max(...words)} ms (${words.length} of ${deaths})`,
        `event loop ${delayMs.toFixed(0)} ms at most, starts included, ${megabytes.toFixed(0)} MB`,
        ...(atOnce ? ['some kills came after the last message'] : []),
        ...(isSettled ? [] : ['it did not come to rest']),
      ].join('; '),
    };
  },
};
