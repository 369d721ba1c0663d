import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rehearse, type Flow, type Rehearsed } from '../drills/flows/flow.ts';
import { copyProgram, type Program } from '../drills/program.ts';

const killAt = fileURLToPath(new URL('kill-at.mjs', import.meta.url));
const preloaded = { node: ['--import', killAt] };

/** How many deaths a test has time for. */
const enough = 150;

type Statement = { readonly position: number; readonly sql: string };

/** Kills a command before each of its statements in turn. Says how often, and what was wrong afterwards. */
export async function killBeforeEachStatement(flow: Flow) {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-crash-'));
  try {
    const program = copyProgram(join(folder, 'program'));
    const rehearsed = await rehearse(flow, program, join(folder, 'homes'));
    const statements = await statementsOf(rehearsed, program, join(folder, 'statements'));
    const points = statements.length > enough ? distinct(statements) : statements;
    return { points: points.length, ...(await killBefore(points, rehearsed, program)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function statementsOf({ flow, play }: Rehearsed, program: Program, file: string): Promise<Statement[]> {
  const env = { TZUROT_STATEMENTS: file };
  await play('counted', home => program.run(home, flow.argv(home), { ...preloaded, env }));
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((sql, index) => ({ position: index + 1, sql: sql.slice(0, 60) }));
}

/** Without the reads that follow a read, before which everything is as it was before that one. */
const distinct = (statements: readonly Statement[]): Statement[] =>
  statements.filter(({ sql }, index) => !(isRead(sql) && isRead(statements[index - 1]?.sql ?? '')));

const isRead = (sql: string) => /^(SELECT|PRAGMA \w+$)/i.test(sql);

async function killBefore(points: readonly Statement[], { flow, play }: Rehearsed, program: Program) {
  const troubles: string[] = [];
  const remaining = points.values();
  let killed = 0;
  await Promise.all(Array.from({ length: availableParallelism() }, killNext));
  return { killed, troubles };

  async function killNext(): Promise<void> {
    for (const { position, sql } of remaining) {
      const found = await play(position, async home => {
        const env = { TZUROT_KILL_AT: String(position) };
        const ended = await program.run(home, flow.argv(home), { ...preloaded, env });
        if (ended.signal === 'SIGKILL') killed += 1;
        return ended;
      });
      troubles.push(...found.map(trouble => `before ${position}, ${sql}: ${trouble}`));
    }
  }
}
