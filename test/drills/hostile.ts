import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { backupFolder } from './backup/backup.ts';
import type { Drill } from './drill.ts';
import { copyHome, homeOfLilith } from './homes.ts';
import { hostileInputs } from './hostile/inputs.ts';
import { troublesOf } from './inspection.ts';
import type { Ended } from './program.ts';

const mostMs = 2000;
const mostMib = 256;
const memories = 50;

/** All was read, or something was refused and the rest was. */
const fine: ReadonlySet<number | null> = new Set([0, 8]);

const usage = z.object({ kib: z.number(), ms: z.number() });
const reported = z.object({
  totals: z.object({ memories: z.object({ created: z.number() }) }),
  issues: z.array(z.object({ code: z.string(), file: z.string() })),
});

/** A file that means harm between files that do not. It is refused by name, soon and cheaply, and the others come home. */
export const hostile: Drill = {
  name: 'hostile',
  what: '`import` of files that mean harm',
  traces: false,
  async run({ program, folder, each }) {
    const original = join(folder, 'original');
    await homeOfLilith(original);
    const most = { ms: { value: 0, by: '' }, mib: { value: 0, by: '' } };
    const findings = await each(hostileInputs, async ({ name, file, make, code }, index) => {
      const place = join(folder, String(index));
      const backup = join(place, 'backup');
      mkdirSync(place);
      backupFolder(backup, { personalities: 1, memories });
      writeFileSync(join(backup, file), make());
      const home = copyHome(original, join(place, 'home'));
      const used = join(place, 'used');
      const ended = await program.run(home, ['import', backup, '--json'], {
        node: ['--import', pathOf('most-memory.mjs')],
        env: { TZUROT_USED: used },
      });
      const { kib, ms } = existsSync(used) ? usage.parse(JSON.parse(readFileSync(used, 'utf8'))) : { kib: 0, ms: 0 };
      const mib = kib / 1024;
      if (ms > most.ms.value) most.ms = { value: ms, by: name };
      if (mib > most.mib.value) most.mib = { value: mib, by: name };
      const troubles = [
        ...(fine.has(ended.code) ? [] : [`ended with ${ended.signal ?? ended.code}: ${ended.stderr.slice(0, 200)}`]),
        ...saidOf(ended, file, code),
        ...(ms <= mostMs ? [] : [`took ${ms.toFixed(0)} ms of a processor`]),
        ...(mib <= mostMib ? [] : [`took ${mib.toFixed(0)} MiB`]),
        ...escapedFrom(place),
        ...(await troublesOf(home)),
      ];
      rmSync(place, { recursive: true });
      return troubles.map(trouble => ({ at: name, trouble }));
    });
    const note = `at most ${most.ms.value.toFixed(0)} ms of a processor (${most.ms.by}), ${most.mib.value.toFixed(0)} MiB (${most.mib.by})`;
    return { ...findings, note };
  },
};

function saidOf({ code, stdout }: Ended, file: string, wanted: string | null): string[] {
  if (!fine.has(code)) return [];
  const { totals, issues } = reported.parse(JSON.parse(stdout));
  const codes = issues.filter(issue => issue.file.includes(file)).map(issue => issue.code);
  return [
    ...(totals.memories.created >= memories ? [] : [`only ${totals.memories.created} memories of the others came`]),
    ...(wanted === null || codes.includes(wanted) ? [] : [`said ${codes.join(', ') || 'nothing'}, not ${wanted}`]),
  ];
}

/** What was written where an entry wanted to be. */
const escapedFrom = (place: string): string[] =>
  [join(dirname(place), 'escaped.json'), join(place, 'escaped.json'), '/tmp/escaped.json', 'escaped.json']
    .filter(path => existsSync(path))
    .map(path => `wrote ${path}`);

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
