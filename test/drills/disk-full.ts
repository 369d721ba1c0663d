import { join } from 'node:path';
import type { Drill } from './drill.ts';
import { chatFlow } from './flows/chat.ts';
import { rehearse } from './flows/flow.ts';
import { fingerprints } from './inspection.ts';
import { callsIn, failingAt, nameOf, recording } from './strace.ts';

const unavailable = 6;

/** A turn on a disk that is full, for one write or from then on. Either it is whole, or it says that nothing changed. */
export const diskFull: Drill = {
  name: 'disk-full',
  what: '`chat` with ENOSPC at every write',
  traces: true,
  async run({ program, folder, each }) {
    const { play, undisturbed } = await rehearse(chatFlow, program, folder);
    const log = join(folder, 'calls');
    await play('traced', home => program.run(home, chatFlow.argv(home), { under: recording(log) }));
    const writes = callsIn(join(folder, 'traced'), log).filter(({ name }) => name === 'pwrite64');
    const points = writes.flatMap(call => (['once', 'forever'] as const).map(how => ({ call, how })));
    const before = await fingerprints(undisturbed.before);
    const codes = new Map<number | null, number>();

    const findings = await each(points, async ({ call, how }, index) => {
      const said: string[] = [];
      const troubles = await play(index, async home => {
        const ended = await program.run(home, chatFlow.argv(home), { under: failingAt(call, 'ENOSPC', how) });
        const { code, stdout, stderr } = ended;
        codes.set(code, (codes.get(code) ?? 0) + 1);
        const isRecorded = (await fingerprints(home))['outbox']?.rows !== before['outbox']?.rows;
        if (code !== 0 && code !== unavailable) said.push(`ended with ${code}: ${firstLine(stderr)}`);
        if (code === 0 && !isRecorded) said.push('ended with 0, and the turn is not in the store');
        if (code === unavailable && !/othing was (changed|said)/.test(stderr)) said.push(`said: ${firstLine(stderr)}`);
        if (code === unavailable && isRecorded)
          said.push('said that nothing was changed, and the turn is in the store');
        if (code === unavailable && stdout !== '') said.push('said that nothing was changed, and showed an answer');
        return ended;
      });
      return [...said, ...troubles].map(trouble => ({ at: `${nameOf(call)}, ${how}`, trouble }));
    });
    return { ...findings, note: [...codes].map(([code, times]) => `exit ${code}: ${times}`).join(', ') };
  },
};

const firstLine = (text: string): string => text.split('\n')[0] ?? '';
