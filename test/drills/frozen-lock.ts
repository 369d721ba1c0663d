import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Drill } from './drill.ts';
import { copyHome, databaseOf, homeOfLilith } from './homes.ts';
import { fingerprints, troublesOf } from './inspection.ts';
import { follow, node, type Started } from './program.ts';
import { sayToLilith } from './talk.ts';

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const longestStallMs = 250;
const patienceMs = 2000;
const conflict = 4;

/** What becomes of a process that holds the lock and is frozen, and what `chat` is to make of it. */
const ends = [
  { name: 'goes on after two seconds', code: 0, signals: ['SIGCONT', 'SIGTERM'] },
  { name: 'is killed after two seconds', code: 0, signals: ['SIGKILL'] },
  { name: 'stays frozen', code: conflict, signals: [] },
] as const;

/** Somebody else holds the lock and does not move. `chat` waits without standing still, then succeeds or says so. */
export const frozenLock: Drill = {
  name: 'frozen-lock',
  what: '`chat` while a frozen process holds the lock',
  traces: false,
  async run({ program, folder, each }) {
    const original = join(folder, 'original');
    await homeOfLilith(original);
    const stalls: number[] = [];
    const findings = await each(
      ends,
      async ({ name, code: wanted, signals }, index) => {
        const home = copyHome(original, join(folder, String(index)));
        const report = join(folder, `stall-${index}`);
        const holder = await holdLock(databaseOf(home));
        const chat = program.run(home, ['chat', 'lilith', '-m', 'good evening'], {
          node: ['--import', pathOf('longest-stall.mjs')],
          env: { TZUROT_STALL: report },
        });
        await sleep(patienceMs);
        for (const signal of signals) holder.kill(signal);
        const { code, stderr } = await chat;
        holder.kill('SIGKILL');
        await holder.ended;
        const stallMs = Number(readFileSync(report, 'utf8'));
        stalls.push(stallMs);
        const answers = (await fingerprints(home))['outbox']?.rows;
        await sayToLilith(home, 'good night');
        const troubles = [
          ...(code === wanted ? [] : [`ended with ${code}: ${stderr}`]),
          ...(answers === (wanted === 0 ? 1 : 0) ? [] : [`${answers} answers are in the store`]),
          ...(stallMs <= longestStallMs ? [] : [`stood still for ${stallMs} ms`]),
          ...(await troublesOf(home)),
        ];
        return troubles.map(trouble => ({ at: `a holder that ${name}`, trouble }));
      },
      { atOnce: 1 },
    );
    return { ...findings, note: `stood still for at most ${Math.max(...stalls)} ms` };
  },
};

async function holdLock(path: string): Promise<Started> {
  const holder = follow([node, pathOf('hold-lock.mjs'), path]);
  await holder.speaks();
  holder.kill('SIGSTOP');
  return holder;
}
