import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ratioOf, type Line } from './bench.ts';
import { benches } from './benches.ts';
import { heading, shown } from './report.ts';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.find(name => !benches.some(bench => bench.name === name));

if (unknown === undefined) {
  const lines = await runAll();
  if (values.json)
    console.log(
      JSON.stringify(
        lines.map(line => ({ ...line, ratio: ratioOf(line) })),
        null,
        2,
      ),
    );
} else {
  process.exitCode = 2;
  console.error(`There is no bench “${unknown}”. There are: ${benches.map(({ name }) => name).join(', ')}.`);
}

async function runAll(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-bench-'));
  const all: Line[] = [];
  try {
    if (!values.json) console.log(heading);
    for (const { name, run } of benches) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      const place = join(folder, name);
      mkdirSync(place);
      const lines = await run(place);
      rmSync(place, { recursive: true });
      if (!values.json) for (const line of lines) console.log(shown(line));
      all.push(...lines);
    }
    return all;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
