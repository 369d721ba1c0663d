import { join } from 'node:path';
import { copyProgram, follow, node, type Program } from '../drills/program.ts';
import type { Goal, Line } from './bench.ts';
import { compare } from './compare.ts';

/** A command from its start to its end, beside a Node that has nothing to do. */
export async function startOf(
  home: string,
  argv: readonly string[],
  scratch: string,
  goal: Goal | null,
): Promise<Line> {
  const program = copyProgram(join(scratch, 'program'));
  const times = await compare(
    () => succeed(program, home, argv),
    () => follow([node, '-e', '0']).ended,
  );
  return { what: `tzurot ${argv.join(' ')}`, ...times, floor: 'an empty Node process', goal };
}

async function succeed(program: Program, home: string, argv: readonly string[]): Promise<void> {
  const { code, stderr } = await program.run(home, argv);
  if (code !== 0) throw new Error(`tzurot ${argv.join(' ')} ended with ${code}: ${stderr}`);
}
