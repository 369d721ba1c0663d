import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Drill } from './drill.ts';
import { unevenTurns } from './flows/chat.ts';
import { copyHome, homeOfLilith } from './homes.ts';
import { fingerprints, troublesOf } from './inspection.ts';
import { seeded } from './random.ts';
import { linesOf, sayToLilith } from './talk.ts';

const rounds = 60;

/** One home, killed again and again at moments nobody chose. What was answered stays, once; what was not may be lost. */
export const randomKills: Drill = {
  name: 'random-kills',
  what: '`chat` killed at random moments, again and again in one home',
  traces: false,
  async run({ program, folder, each }) {
    const home = join(folder, 'home');
    await homeOfLilith(home);
    const timed = copyHome(home, join(folder, 'timed'));
    await program.run(timed, sayingIn(0));
    const started = performance.now();
    await program.run(timed, sayingIn(0));
    const durationMs = performance.now() - started;
    const random = seeded(rounds);
    const rest = { answered: 0, unheard: 0 };

    const findings = await each(
      Array.from({ length: rounds }, (_, index) => index + 1),
      async round => {
        const delayMs = durationMs * (0.5 + random() * 0.6);
        const { kill, ended } = program.start(home, sayingIn(round));
        await Promise.race([sleep(delayMs), ended]);
        kill('SIGKILL');
        const wasAnswered = (await ended).stdout !== '';
        const times = (await linesOf(home)).filter(({ text }) => text === textOf(round)).length;
        if (wasAnswered) rest.answered += 1;
        if (times === 0) rest.unheard += 1;
        const troubles = [
          ...(times > 1 ? ['what was said is in the store more than once'] : []),
          ...(wasAnswered && times === 0 ? ['what was answered is not in the store'] : []),
          ...(await troublesOf(home)),
        ];
        return troubles.map(trouble => ({ at: `round ${round}, after ${delayMs.toFixed(0)} ms`, trouble }));
      },
      { atOnce: 1 },
    );
    await sayToLilith(home, 'Is everybody well?');
    const uneven = unevenTurns(await fingerprints(home)).map(trouble => ({ at: 'the end', trouble }));
    return {
      points: findings.points,
      failures: [...findings.failures, ...uneven],
      note: `${rest.answered} were answered, ${rest.unheard} had not begun to count`,
    };
  },
};

const textOf = (round: number) => `This is round ${round}.`;
const sayingIn = (round: number) => ['chat', 'lilith', '-m', textOf(round)];
