import { join } from 'node:path';
import type { Failure } from '../drill.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { quantile } from './told.ts';
import { openTown } from './town.ts';
import { watchedIn, worstOf } from './watching.ts';

const seconds = 60;
const modelMs = 300;
const mostMegabytes = 300;
const mostInvalid = 10;

/** More messages in a minute than Discord lets anybody answer in three. */
export const burst: Storm = {
  name: 'burst',
  what: 'ten thousand messages in a minute, with the limits of Discord',
  async run(program, folder, size) {
    const channels = portion(50, size, 10);
    const messages = portion(10_000, size, 300);
    await using town = await openTown(program, join(folder, 'town'), { channels, limits: true, modelMs });
    const crier = crierIn(town);
    const failures: Failure[] = [];
    const serving = town.serve();
    await serving.says('Connected');
    await crier.call(channels, 50);
    await settled(town, crier);
    const began = Date.now();
    await crier.call(messages, messages / (seconds * Math.max(size, 0.1)));
    const calledFor = (Date.now() - began) / 1000;
    const isSettled = await settled(town, crier, 60_000);
    const tookSeconds = (Date.now() - began) / 1000;
    serving.kill('SIGTERM');
    const { code, stderr } = await serving.ended;
    if (code !== 0) failures.push({ at: 'the end', trouble: `ended with ${code}: ${stderr}` });
    const { failures: found, outcomes, invalid } = await audit('messages', town, crier);
    const watched = watchedIn(town.watched);
    const { delayMs, megabytes } = worstOf(watched, began);
    if (invalid > mostInvalid) failures.push({ at: 'the journal', trouble: `${invalid} invalid requests` });
    if (megabytes > mostMegabytes) failures.push({ at: 'memory', trouble: `${megabytes.toFixed(0)} MB` });
    const halves = watched.filter(({ at }) => at >= began).map(each => each.delayMs);
    return {
      points: messages,
      failures: [...failures, ...found],
      note: [
        JSON.stringify(outcomes),
        `${invalid} invalid requests`,
        `called in ${calledFor.toFixed(0)} s, answered in ${tookSeconds.toFixed(0)} s`,
        `event loop ${delayMs.toFixed(0)} ms at most, ${quantile(halves, 0.5).toFixed(0)} ms in most half seconds`,
        `${megabytes.toFixed(0)} MB`,
        ...(isSettled ? [] : ['it did not come to rest']),
      ].join('; '),
    };
  },
};
