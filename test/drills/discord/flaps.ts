import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../drill.ts';
import { audit, settled } from './auditing.ts';
import { crierIn } from './crier.ts';
import { portion, type Storm } from './storm.ts';
import { toldIn } from './told.ts';
import { openTown } from './town.ts';

const heartbeat = 400;
const perSecond = 20;
const pauseMs = 700;
const mostIdentifies = 20;

type Deed = readonly [deed: string, ...values: readonly unknown[]];

/** After these the session goes on. */
const passing: readonly (readonly Deed[])[] = [
  [['faults.gateway.drop']],
  [['faults.gateway.reconnect']],
  [['faults.gateway.close', 4000]],
  [['faults.gateway.stopAcks']],
  [['faults.gateway.invalidate', true]],
  [['faults.gateway.close', 1012]],
  [['faults.gateway.duplicate', 'MESSAGE_CREATE', 5]],
  [['faults.gateway.refuse', 2], ['faults.gateway.drop']],
  [['faults.gateway.lose', 'MESSAGE_CREATE', 3], ['faults.gateway.drop']],
  [['faults.gateway.garbage']],
];
/** After these there is another one, and each costs more patience than the one before. */
const final: readonly (readonly Deed[])[] = [
  [['faults.gateway.invalidate', false]],
  [['faults.gateway.forget'], ['faults.gateway.drop']],
];

/** The connection breaks again and again, in every way in which it can. */
export const flaps: Storm = {
  name: 'flaps',
  what: 'a connection that breaks again and again',
  async run(program, folder, size) {
    const channels = 10;
    const times = portion(200, size, 20);
    const lost = size < 1 ? 2 : 4;
    await using town = await openTown(program, join(folder, 'town'), { channels, gateway: { heartbeat } });
    const crier = crierIn(town);
    const failures: Failure[] = [];
    const serving = town.serve();
    await serving.says('Connected');
    await crier.call(channels);
    await settled(town, crier);
    const about = Math.round((times * pauseMs * perSecond) / 1000);
    const calls = crier.call(about, perSecond);
    for (let time = 0; time < times; time++) {
      const isFinal = time % Math.ceil(times / lost) === 3;
      const deeds = (isFinal ? final : passing)[time % (isFinal ? final : passing).length] ?? [];
      for (const [deed, ...values] of deeds) await town.discord.tell(deed, ...values);
      await sleep(pauseMs);
    }
    await calls;
    /** The last session may have to wait for its turn before it looks for what it missed. */
    const isSettled = await settled(town, crier, 180_000);
    serving.kill('SIGTERM');
    const { code, stderr } = await serving.ended;
    if (code !== 0) failures.push({ at: 'the end', trouble: `ended with ${code}: ${stderr}` });
    const told = toldIn(town.discord.journal);
    const identifies = told.filter(({ what }) => what === 'identify').length;
    const resumes = told.filter(({ what }) => what === 'resumed').length;
    if (identifies > mostIdentifies) failures.push({ at: 'the journal', trouble: `${identifies} times identified` });
    const { failures: found, outcomes, invalid } = await audit('messages', town, crier);
    return {
      points: times,
      failures: [...failures, ...found],
      note: `${JSON.stringify(outcomes)}; ${invalid} invalid requests; ${identifies} identified, ${resumes} resumed${isSettled ? '' : '; it did not come to rest'}`,
    };
  },
};
