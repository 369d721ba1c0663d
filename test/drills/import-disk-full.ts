import { join } from 'node:path';
import type { Drill } from './drill.ts';
import { rehearse } from './flows/flow.ts';
import { importFlow } from './flows/import.ts';
import { sampled } from './sample.ts';
import { callsIn, failingAt, nameOf, recording } from './strace.ts';

const unavailable = 6;
const enough = 75;
const writing = new Set(['pwrite64', 'write', 'fsync', 'fdatasync']);

/** An import on a disk that is full, for one write or from then on. It is whole or not there, and says which. */
export const importDiskFull: Drill = {
  name: 'import-disk-full',
  what: '`import` with ENOSPC at every write',
  traces: true,
  async run({ program, folder, each }) {
    const { play } = await rehearse(importFlow, program, folder);
    const log = join(folder, 'calls');
    await play('traced', home => program.run(home, importFlow.argv(home), { under: recording(log) }));
    const calls = callsIn(join(folder, 'traced'), log).filter(({ name }) => writing.has(name));
    const points = sampled(calls, enough).flatMap(call => (['once', 'forever'] as const).map(how => ({ call, how })));
    const codes = new Map<number | null, number>();
    const findings = await each(points, async ({ call, how }, index) => {
      const said: string[] = [];
      const troubles = await play(index, async home => {
        const ended = await program.run(home, importFlow.argv(home), { under: failingAt(call, 'ENOSPC', how) });
        const { code, stdout, stderr } = ended;
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (code !== 0 && code !== unavailable) said.push(`ended with ${code}: ${stderr.split('\n')[0]}`);
        if (code === unavailable && stdout.includes('"batch"')) said.push('said that it failed, and showed a report');
        return ended;
      });
      return [...said, ...troubles].map(trouble => ({ at: `${nameOf(call)}, ${how}`, trouble }));
    });
    const ends = [...codes].map(([code, times]) => `exit ${code}: ${times}`);
    return { ...findings, note: [`${calls.length} calls`, ...ends].join(', ') };
  },
};
