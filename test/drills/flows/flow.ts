import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { copyHome } from '../homes.ts';
import type { Ended, Program } from '../program.ts';

/** A command that may be cut short anywhere, and what must hold whenever that happens. */
export type Flow = {
  readonly name: string;
  /** Makes what there is before. */
  prepare(home: string): Promise<void>;
  argv(home: string): readonly string[];
  /** At how many calls it is killed, if there are too many to do so at each. */
  readonly points?: number;
  /** Looks at what is left, does what a person would do then, and looks again. Says what is wrong. */
  examine(home: string, ended: Ended, undisturbed: Undisturbed): Promise<string[]>;
};

/** What there is before a command, and after one that nothing disturbed. */
export type Undisturbed = { readonly before: string; readonly after: string };

/** A flow that was played once to its end, and can be played again from the same beginning. */
export type Rehearsed = {
  readonly flow: Flow;
  readonly undisturbed: Undisturbed;
  /** Plays it in a fresh copy of what there was before, and says what is wrong afterwards. */
  play(label: string | number, act: (home: string) => Promise<Ended>): Promise<string[]>;
};

export async function rehearse(flow: Flow, program: Program, folder: string): Promise<Rehearsed> {
  mkdirSync(folder, { recursive: true });
  const before = join(folder, 'before');
  const after = join(folder, 'after');
  mkdirSync(before);
  await flow.prepare(before);
  copyHome(before, after);
  const ended = await program.run(after, flow.argv(after));
  if (ended.code !== 0) throw new Error(`${flow.name} fails undisturbed: ${ended.stderr}`);
  const undisturbed = { before, after };
  const play: Rehearsed['play'] = async (label, act) => {
    const home = copyHome(before, join(folder, String(label)));
    try {
      const troubles = await flow.examine(home, await act(home), undisturbed);
      return troubles.map(trouble => trouble.replaceAll(home, 'HOME'));
    } catch (error) {
      return [shortly(error).replaceAll(home, 'HOME')];
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
  return { flow, undisturbed, play };
}

/** Foreseen failures speak for themselves; of others, where they come from is told too. */
const shortly = (error: unknown): string =>
  error instanceof Error && error.name !== 'TzurotError'
    ? (error.stack ?? '').split('\n').slice(0, 3).join('\n')
    : String(error);
