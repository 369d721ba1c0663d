import { join } from 'node:path';
import type { Drill } from './drill.ts';
import { rehearse, type Flow } from './flows/flow.ts';
import { sampled } from './sample.ts';
import { callsIn, killingAt, nameOf, recording } from './strace.ts';

/** Kills a command right before each call with which it changes a file. */
export const killsOf = (flow: Flow): Drill => ({
  name: flow.name.replaceAll(' ', '-'),
  what: `\`${flow.name}\` killed at every write`,
  traces: true,
  async run({ program, folder, each }) {
    const { play } = await rehearse(flow, program, folder);
    const log = join(folder, 'calls');
    const untouched = await play('traced', home => program.run(home, flow.argv(home), { under: recording(log) }));
    let survived = 0;
    const calls = callsIn(join(folder, 'traced'), log);
    const points = flow.points === undefined ? calls : sampled(calls, flow.points);
    const findings = await each(points, async (call, index) => {
      const troubles = await play(index, async home => {
        const ended = await program.run(home, flow.argv(home), { under: killingAt(call) });
        if (ended.signal !== 'SIGKILL') survived += 1;
        return ended;
      });
      return troubles.map(trouble => ({ at: nameOf(call), trouble }));
    });
    return {
      points: findings.points,
      failures: [...untouched.map(trouble => ({ at: 'the undisturbed run', trouble })), ...findings.failures],
      note: [`${calls.length} calls`, ...(survived > 0 ? [`${survived} times the call did not come`] : [])].join(', '),
    };
  },
});
