import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import * as z from 'zod';
import { backupFolder } from './backup/backup.ts';
import type { Drill } from './drill.ts';
import { copyHome, databaseOf, homeOfLilith } from './homes.ts';
import { troublesOf } from './inspection.ts';
import type { Ended, Program } from './program.ts';

const size = { personalities: 2, memories: 3000 };
const all = size.personalities * size.memories;
const wanted = { SIGINT: 130, SIGTERM: 143, SIGKILL: null } as const;
const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
const parts = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

const reported = z.object({ batch: z.string() });

/** Somebody stops a command in the middle of it. It is gone at once, and whatever is done next brings all of it. */
export const importSignals: Drill = {
  name: 'import-signals',
  what: '`import` and `import undo` interrupted',
  traces: false,
  async run({ program, folder, each }) {
    const backup = join(folder, 'backup');
    backupFolder(backup, size);
    const without = join(folder, 'without');
    await homeOfLilith(without);
    const bring = ['import', backup, '--json'];
    const within = copyHome(without, join(folder, 'with'));
    const { value: brought, durationMs: bringingMs } = await timed(() => program.run(within, bring));
    const { batch } = reported.parse(JSON.parse(brought.stdout));
    const takeBack = ['import', 'undo', batch, '--yes', '--json'];
    const trial = copyHome(within, join(folder, 'trial'));
    const { durationMs: takingBackMs } = await timed(() => program.run(trial, takeBack));
    const commands = [
      { name: 'import', argv: bring, before: without, seen: [0, all], durationMs: bringingMs },
      { name: 'import undo', argv: takeBack, before: within, seen: [all, 0], durationMs: takingBackMs },
    ];
    const points = commands.flatMap(command =>
      signals.flatMap(signal => parts.map(part => ({ ...command, signal, delayMs: command.durationMs * part }))),
    );
    const rest = { late: 0, slowestMs: 0 };

    const findings = await each(
      points,
      async ({ name, argv, before, seen: [atFirst, atLast], signal, delayMs }, index) => {
        const home = copyHome(before, join(folder, String(index)));
        const { kill, ended } = program.start(home, argv);
        await Promise.race([sleep(delayMs), ended]);
        kill(signal);
        const { value, durationMs } = await timed(() => ended);
        rest.slowestMs = Math.max(rest.slowestMs, durationMs);
        const isDone = value.code === 0;
        if (isDone) rest.late += 1;
        const seen = memoriesIn(home);
        const mayBeDone = isDone || signal === 'SIGKILL' || argv === takeBack;
        const isInOrder = (seen === atLast && mayBeDone) || (seen === atFirst && !isDone);
        const troubles = [
          ...(isDone || value.code === wanted[signal] ? [] : [`ended with ${toldOf(value)}, not ${wanted[signal]}`]),
          ...(isInOrder ? [] : [`${seen} memories are seen`]),
          ...(await again(program, home, { bring, takeBack, isTakenBack: argv === takeBack })),
          ...(await troublesOf(home)),
        ];
        return troubles.map(trouble => ({ at: `${name} and ${signal} after ${delayMs.toFixed(0)} ms`, trouble }));
      },
      { atOnce: 1 },
    );
    const note = `${rest.late} came too late, at most ${rest.slowestMs.toFixed(0)} ms to the end`;
    return { ...findings, note };
  },
};

type Next = {
  readonly bring: readonly string[];
  readonly takeBack: readonly string[];
  readonly isTakenBack: boolean;
};

/** Does what a person does next. */
async function again(program: Program, home: string, { bring, takeBack, isTakenBack }: Next): Promise<string[]> {
  const troubles: string[] = [];
  if (isTakenBack) {
    const { code, stderr } = await program.run(home, takeBack);
    const left = memoriesIn(home);
    if (code !== 0 && left > 0) troubles.push(`another undo ends with ${code}: ${stderr}`);
    if (left > 0) troubles.push(`another undo leaves ${left} memories`);
  }
  const { code, stderr } = await program.run(home, bring);
  if (code !== 0) troubles.push(`another import ends with ${code}: ${stderr}`);
  if (memoriesIn(home) !== all) troubles.push('another import does not bring all');
  return troubles;
}

const toldOf = ({ code, signal, stderr }: Ended): string => `${signal ?? code} (${stderr.split('\n')[0]})`;

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly durationMs: number }> {
  const started = performance.now();
  const value = await work();
  return { value, durationMs: performance.now() - started };
}

/** Those that people see. */
function memoriesIn(home: string): number {
  const sql = new Sqlite(databaseOf(home), { readonly: true });
  try {
    const there = "batch_seq IS NULL OR batch_seq IN (SELECT seq FROM import_batches WHERE state = 'done')";
    return Number(sql.prepare(`SELECT count(*) FROM memories WHERE ${there}`).pluck().get());
  } finally {
    sql.close();
  }
}
