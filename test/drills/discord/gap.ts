import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Failure } from '../drill.ts';
import { databaseOf } from '../homes.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { openTown } from './town.ts';

const twentyMinutesMs = 20 * 60_000;

/** As if the program had last listened at that moment. */
function lookBack(home: string, at: number): void {
  const sql = new Sqlite(databaseOf(home));
  const mark = (BigInt(at - discordEpoch) << 22n).toString();
  sql.prepare('UPDATE marks SET message_id = ?').run(mark);
  sql.close();
}

const discordEpoch = 1_420_070_400_000;

/** Nobody is there for a while, and people go on talking. */
export const gap: Storm = {
  name: 'gap',
  what: 'messages while `serve` is not there',
  async run(program, folder, size) {
    const channels = portion(50, size, 10);
    const messages = portion(1000, size, 200);
    await using town = await openTown(program, join(folder, 'town'), { channels });
    const crier = crierIn(town);
    const failures: Failure[] = [];
    const first = town.serve();
    await first.says('Connected');
    await crier.call(channels);
    await settled(town, crier);
    first.kill('SIGTERM');
    await first.ended;
    lookBack(town.home, Date.now() - 2 * twentyMinutesMs);
    const old = await crier.call(messages / 2, Number.POSITIVE_INFINITY, Date.now() - twentyMinutesMs);
    await crier.call(messages / 2);
    const second = town.serve();
    const began = performance.now();
    const isSettled = await settled(town, crier);
    const seconds = (performance.now() - began) / 1000;
    second.kill('SIGTERM');
    const { code, stderr } = await second.ended;
    if (code !== 0) failures.push({ at: 'the end', trouble: `ended with ${code}: ${stderr}` });
    const { failures: found, outcomes, invalid } = await audit('messages', town, crier);
    const wanted = { answered: crier.calls.length - old.length, 'too-old': old.length };
    for (const [outcome, count] of Object.entries(wanted)) {
      if (outcomes[outcome] !== count)
        failures.push({ at: 'outcomes', trouble: `${outcomes[outcome] ?? 0} are ${outcome}, not ${count}` });
    }
    return {
      points: messages,
      failures: [...failures, ...found],
      note: `${JSON.stringify(outcomes)}; ${invalid} invalid requests; after ${seconds.toFixed(1)} s${isSettled ? '' : '; it did not come to rest'}`,
    };
  },
};
