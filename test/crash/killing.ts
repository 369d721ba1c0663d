import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rehearse, type Flow } from '../drills/flows/flow.ts';
import { copyProgram } from '../drills/program.ts';

const preload = fileURLToPath(new URL('kill-at.mjs', import.meta.url));
const options = { node: ['--import', preload] };

/** Kills a command before each statement it runs in turn. Says what was wrong afterwards, and how often it was killed. */
export async function killAtEveryStatement(flow: Flow) {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-crash-'));
  try {
    const program = copyProgram(join(folder, 'program'));
    const { play, undisturbed } = await rehearse(flow, program, join(folder, 'homes'));
    const statements = await statementsOf();
    const troubles: string[] = [];
    let killed = 0;

    const remaining = statements.entries();
    await Promise.all(Array.from({ length: availableParallelism() }, killNext));
    return { statements: statements.length, killed, troubles };

    async function killNext(): Promise<void> {
      for (const [index, statement] of remaining) {
        const found = await play(index + 1, async home => {
          const env = { TZUROT_KILL_AT: String(index + 1) };
          const ended = await program.run(home, flow.argv(home), { ...options, env });
          if (ended.signal === 'SIGKILL') killed += 1;
          return ended;
        });
        troubles.push(...found.map(trouble => `before ${index + 1}, ${statement.slice(0, 60)}: ${trouble}`));
      }
    }

    async function statementsOf(): Promise<string[]> {
      const file = join(folder, 'statements');
      await play('counting', home => program.run(home, flow.argv(home), { ...options, env: { TZUROT_STATEMENTS: file } }));
      return readFileSync(file, 'utf8').trim().split('\n');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
