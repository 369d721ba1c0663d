import { join } from 'node:path';
import { backupFolder } from '../backup/backup.ts';
import type { Failure } from '../drill.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { quantile } from './told.ts';
import { openTown } from './town.ts';
import { watchedIn, worstOf } from './watching.ts';

const perSecond = 50;
const mostDelayMs = 250;

/** The command line imports and changes the master key in the same home, while the program answers. */
export const company: Storm = {
  name: 'company',
  what: '`import` and `key rotate` beside `serve`',
  async run(program, folder, size) {
    const channels = portion(50, size, 10);
    const memories = portion(50_000, size, 3000);
    const backup = join(folder, 'backup');
    backupFolder(backup, { personalities: 2, memories });
    await using town = await openTown(program, join(folder, 'town'), { channels });
    const crier = crierIn(town);
    const failures: Failure[] = [];
    const serving = town.serve();
    await serving.says('Connected');
    await crier.call(channels, perSecond);
    await settled(town, crier);
    const began = Date.now();
    const meanwhile = { isOver: false };
    const beside = (async () => {
      for (const argv of [['import', backup], ['key', 'rotate', '--yes'], ['verify']]) {
        const { code, stderr } = await town.run(...argv);
        if (code !== 0) failures.push({ at: argv.join(' '), trouble: `ended with ${code}: ${stderr}` });
      }
    })().finally(() => (meanwhile.isOver = true));
    while (!meanwhile.isOver) await crier.call(perSecond, perSecond);
    await beside;
    const until = Date.now();
    const isSettled = await settled(town, crier);
    serving.kill('SIGTERM');
    const { code, stderr } = await serving.ended;
    if (code !== 0) failures.push({ at: 'the end', trouble: `ended with ${code}: ${stderr}` });
    const { failures: found, outcomes, invalid } = await audit('messages', town, crier);
    const watched = watchedIn(town.watched);
    const { delayMs, megabytes } = worstOf(watched, began, until);
    if (delayMs > mostDelayMs) failures.push({ at: 'event loop', trouble: `held up for more than ${mostDelayMs} ms` });
    const halves = watched.filter(({ at }) => at >= began && at <= until).map(each => each.delayMs);
    return {
      points: crier.calls.length,
      failures: [...failures, ...found],
      note: [
        JSON.stringify(outcomes),
        `${invalid} invalid requests`,
        `${2 * memories} memories brought meanwhile, in ${((until - began) / 1000).toFixed(0)} s`,
        `event loop ${delayMs.toFixed(0)} ms at most, ${quantile(halves, 0.5).toFixed(0)} ms in most half seconds`,
        `${megabytes.toFixed(0)} MB`,
        ...(isSettled ? [] : ['it did not come to rest']),
      ].join('; '),
    };
  },
};
