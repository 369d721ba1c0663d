import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = new URL('../../', import.meta.url).pathname;
const manifest = z.object({ commands: z.record(z.string(), z.object({ id: z.string(), summary: z.string() })) });

/** The README with its generated parts made anew. `npm test -- -u` writes them. */
it('shows the conversation and the commands as they are', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const current = [
    ['conversation', conversation()],
    ['commands', commands()],
  ].reduce((text, [name = '', block = '']) => withBlock(text, name, block), readme);
  await expect(current).toMatchFileSnapshot(join(root, 'README.md'));
});

function withBlock(text: string, name: string, block: string): string {
  const pattern = new RegExp(`<!-- ${name} -->[^]*?<!-- /${name} -->`);
  expect(text).toMatch(pattern);
  return text.replace(pattern, () => `<!-- ${name} -->\n\`\`\`text\n${block}\n\`\`\`\n<!-- /${name} -->`);
}

function conversation(): string {
  const home = mkdtempSync(join(tmpdir(), 'tzurot-readme-'));
  try {
    const run = spawnSync(process.execPath, [join(root, 'bin/run.js'), 'chat', '--demo', '--home', home], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const begin = run.stdout.indexOf('—');
    const end = run.stdout.indexOf('\nIt cost');
    return wrapped(run.stdout.slice(begin, end).trim());
  } finally {
    rmSync(home, { recursive: true });
  }
}

function commands(): string {
  const { commands: all } = manifest.parse(JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')));
  const rows = Object.values(all).map(({ id, summary }) => [id.replaceAll(':', ' '), summary] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, summary]) => `tzurot ${name.padEnd(width)}  ${summary}`).join('\n');
}

const wrapped = (text: string) => text.replace(/(?=.{101})(.{1,100})\s/g, '$1\n');
