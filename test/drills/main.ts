import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Drill, Findings } from './drill.ts';
import { drills } from './drills.ts';
import { copyProgram } from './program.ts';
import { openStage } from './stage.ts';
import { canTrace } from './strace.ts';

type Drilled = Findings & { readonly name: string; readonly what: string; readonly seconds: number };

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, size: { type: 'string', default: '1' } },
  allowPositionals: true,
});
/** One word may stand for all that begin with it. */
const isMeant = (name: string, word: string) => name === word || name.startsWith(`${word}-`);
const chosen = drills.filter(({ name }) => positionals.length === 0 || positionals.some(word => isMeant(name, word)));
const unknown = positionals.find(word => !drills.some(({ name }) => isMeant(name, word)));
const size = Number(values.size);

if (unknown !== undefined) {
  giveUp(2, `There is no drill “${unknown}”. There are: ${drills.map(({ name }) => name).join(', ')}.`);
} else if (!(size > 0 && size <= 1)) {
  giveUp(2, 'A size is more than 0 and at most 1.');
} else if (chosen.some(({ traces }) => traces) && !(await canTrace())) {
  giveUp(6, 'strace is missing or may not trace here: install it (apt-get install strace) and allow ptrace.');
} else {
  await runAll();
}

async function runAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-drill-'));
  const drilled: Drilled[] = [];
  try {
    const program = copyProgram(join(folder, 'program'));
    for (const drill of chosen) {
      const place = join(folder, drill.name);
      mkdirSync(place);
      const stage = openStage({ program, folder: place, quick: values.quick, size }, showProgress(drill));
      const started = performance.now();
      const findings = await drill.run(stage);
      drilled.push({ ...findings, name: drill.name, what: drill.what, seconds: (performance.now() - started) / 1000 });
      rmSync(place, { recursive: true, force: true });
      report(drilled.slice(-1));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (drilled.length > 1) table(drilled);
  if (drilled.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}

/** A line that is written anew, where somebody looks. */
function showProgress({ name }: Drill) {
  return (done: number, of: number, failures: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${name}: ${done} of ${of}, ${failures} failures`);
    if (process.stderr.isTTY && done === of) process.stderr.write('\r\x1b[K');
  };
}

function report(lines: readonly Drilled[]): void {
  for (const { what, points, failures, seconds, note } of lines) {
    console.log(
      `${what}: ${points} points, ${failures.length} failures, ${seconds.toFixed(0)} s${note ? `; ${note}` : ''}`,
    );
    for (const [trouble, at] of Map.groupBy(failures, failure => failure.trouble)) {
      console.log(`  ${at.length} times, first at ${at[0]?.at}: ${trouble}`);
    }
  }
}

function table(lines: readonly Drilled[]): void {
  const rows = lines.map(({ name, points, failures, seconds }) => [name, points, failures.length, seconds.toFixed(0)]);
  console.log();
  for (const [name, ...numbers] of [['flow', 'points', 'failures', 'seconds'], ...rows]) {
    console.log(String(name).padEnd(16) + numbers.map(number => String(number).padStart(10)).join(''));
  }
}

function giveUp(code: number, sentence: string): void {
  process.exitCode = code;
  console.error(sentence);
}
