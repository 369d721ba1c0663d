import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { sqliteLedger } from '../../dist/adapters/sqlite/ledger.js';
import { openDatabase } from '../../dist/adapters/sqlite/database.js';
import { systemClock } from '../../dist/adapters/system/clock.js';
import { nothingSpent } from '../../dist/domain/usage/usage.js';
import { copyProgram, follow, node } from '../drills/program.ts';
import { databaseOf, homeOfLilith, withHome } from '../drills/homes.ts';
import type { Bench } from './bench.ts';
import { compare } from './compare.ts';

const requests = 1000;
const apartMicros = 60_000_000;

/** From the start of the program until its figures stand on the screen. */
export const dashboard: Bench = {
  name: 'dashboard',
  async run(scratch) {
    const home = join(scratch, 'home');
    const folder = join(scratch, 'program');
    await homeOfLilith(home);
    await spendSomething(home);
    copyProgram(folder);
    const times = await compare(
      () => firstFrame(folder, home),
      () => follow([node, '-e', '0']).ended,
    );
    return [{ what: 'first frame of tzurot usage', ...times, floor: 'an empty Node process', goal: { ratio: 10 } }];
  },
};

async function spendSomething(home: string): Promise<void> {
  const [user, lilith] = await withHome(home, async app => {
    const owner = await app.user.owner();
    return [owner, await app.personality.find({ userId: owner.id, isOwner: true }, 'lilith')];
  });
  const clock = systemClock();
  const db = openDatabase(databaseOf(home), clock);
  const ledger = sqliteLedger(db);
  const known = {
    userId: user.id,
    personalityId: lilith.id,
    guildId: null,
    provider: 'openrouter',
    model: 'some/model',
  };
  for (let index = 0; index < requests; index++) {
    const openedAt = clock.now() - index * apartMicros;
    const request = {
      ...known,
      id: `request-${index}`,
      type: 'text',
      payer: 'own',
      reservedNanoUsd: 0,
      openedAt,
      holder: null,
    } as const;
    await ledger.reserve(request, []);
    await ledger.close(request.id, 'settled', { ...nothingSpent, tokensIn: 100, costNanoUsd: 1000 }, openedAt);
  }
  db.close();
}

/** The last thing that a frame has is its footer. */
function firstFrame(folder: string, home: string): Promise<void> {
  const argv = [join(folder, 'bin/run.js'), 'usage'];
  const env = { TZUROT_HOME: home, NODE_COMPILE_CACHE: join(folder, 'compiled'), PATH: process.env['PATH'] };
  const pty = spawn(node, argv, { name: 'xterm-256color', cols: 120, rows: 40, env });
  return new Promise((resolve, reject) => {
    let heard = '';
    pty.onData(text => {
      heard += text;
      if (!heard.includes('q quit')) return;
      pty.kill('SIGKILL');
      resolve();
    });
    pty.onExit(() => reject(new Error(`It ended before its first frame: ${heard}`)));
  });
}
