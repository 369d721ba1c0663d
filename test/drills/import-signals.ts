import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { backupFolder } from './backup/backup.ts';
import type { Drill } from './drill.ts';
import { copyHome, databaseOf, homeOfLilith } from './homes.ts';
import { troublesOf } from './inspection.ts';

const size = { personalities: 2, memories: 3000 };
const wanted = { SIGINT: 130, SIGTERM: 143, SIGKILL: null } as const;
const parts = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

/** Somebody stops an import in the middle of it. It says so, is gone, and the next one brings all of it. */
export const importSignals: Drill = {
  name: 'import-signals',
  what: '`import` interrupted',
  traces: false,
  async run({ program, folder, each }) {
    const backup = join(folder, 'backup');
    backupFolder(backup, size);
    const original = join(folder, 'original');
    await homeOfLilith(original);
    const timed = copyHome(original, join(folder, 'timed'));
    const started = performance.now();
    await program.run(timed, ['import', backup, '--json']);
    const durationMs = performance.now() - started;
    const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
    const points = signals.flatMap(signal => parts.map(part => ({ signal, delayMs: durationMs * part })));
    const rest = { late: 0 };

    const findings = await each(
      points,
      async ({ signal, delayMs }, index) => {
        const home = copyHome(original, join(folder, String(index)));
        const { kill, ended } = program.start(home, ['import', backup, '--json']);
        await Promise.race([sleep(delayMs), ended]);
        kill(signal);
        const { code, signal: died } = await ended;
        const isDone = code === 0;
        if (isDone) rest.late += 1;
        const seen = memoriesIn(home);
        const again = await program.run(home, ['import', backup, '--json']);
        const troubles = [
          ...(isDone || code === wanted[signal] ? [] : [`ended with ${died ?? code}, not ${wanted[signal]}`]),
          ...(seen === (isDone ? size.personalities * size.memories : 0) ? [] : [`${seen} memories are seen`]),
          ...(again.code === 0 ? [] : [`another import ends with ${again.code}: ${again.stderr}`]),
          ...(memoriesIn(home) === size.personalities * size.memories ? [] : ['another import does not bring all']),
          ...(await troublesOf(home)),
        ];
        return troubles.map(trouble => ({ at: `${signal} after ${delayMs.toFixed(0)} ms`, trouble }));
      },
      { atOnce: 1 },
    );
    return { ...findings, note: `${rest.late} came too late` };
  },
};

/** Those that people see. */
function memoriesIn(home: string): number {
  const sql = new Sqlite(databaseOf(home), { readonly: true });
  try {
    return Number(
      sql
        .prepare(`SELECT count(*) FROM memories WHERE batch_seq IS NULL
      OR batch_seq IN (SELECT seq FROM import_batches WHERE state = 'done')`)
        .pluck()
        .get(),
    );
  } finally {
    sql.close();
  }
}
