import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = `
  import { Command } from '@oclif/core/command';
  export default class Hello extends Command {
    static override summary = 'Says hello.';
    async run() {}
  }`;

it('the build makes dist and the list of its commands, leaving out their helpers', () => {
  const checkout = aCheckout({
    'src/commands/user/list.ts': command,
    'src/commands/hello.ts': command,
    'src/commands/_program.ts': `import { base } from './_base.js'; export const main = () => base;`,
    'src/commands/_base.ts': 'export const base = 1;',
    'src/commands/_view/table.ts': 'export const table = 1;',
  });
  checkout.write('dist/commands/gone.js', 'a leftover');
  expect(checkout.prepare()).toMatchObject({ status: 0, stderr: '' });
  const { commands, version } = JSON.parse(checkout.read('oclif.manifest.json'));
  expect(Object.keys(commands)).toEqual(['hello', 'user:list']);
  expect(commands['user:list']).toMatchObject({
    summary: 'Says hello.',
    relativePath: ['dist', 'commands', 'user', 'list.js'],
  });
  expect(version).toBe(JSON.parse(checkout.read('package.json')).version);
  expect(checkout.has('dist/commands/_program.js')).toBe(true);
  expect(checkout.has('dist/commands/gone.js')).toBe(false);
  expect(checkout.drafts()).toEqual([]);
});

it('sources that do not compile leave the last build in place', () => {
  const checkout = aCheckout({ 'src/commands/hello.ts': command, 'src/slip.ts': `export const n: number = 'one';` });
  checkout.write('dist/commands/hello.js', 'the last build');
  const { status, stdout, stderr } = checkout.prepare();
  expect(status).toBe(1);
  expect(stdout).toContain('src/slip.ts(1,14): error TS2322');
  expect(stderr).toBe('The sources do not compile (above is why); dist/ is as it was.\n');
  expect(checkout.read('dist/commands/hello.js')).toBe('the last build');
  expect(checkout.drafts()).toEqual([]);
});

it('a build says which command does not load', () => {
  const broken = `throw new Error('a slip');`;
  const checkout = aCheckout({ 'src/commands/hello.ts': command, 'src/commands/broken.ts': broken });
  const { status, stderr } = checkout.prepare();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The build did not succeed: Error: a slip\n/);
  expect(stderr).toContain('broken.js');
});

it('a build without the compiler leaves what is there', () => {
  const checkout = aCheckout({ 'dist/commands/hello.js': 'shipped' }, { packages: false });
  expect(checkout.prepare()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(checkout.read('dist/commands/hello.js')).toBe('shipped');
});

function aCheckout(files: Readonly<Record<string, string>>, { packages = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tzurot-prepare-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  };
  for (const name of ['bin', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  if (packages) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, content] of Object.entries(files)) write(file, content);
  return {
    write,
    has: (file: string) => existsSync(join(folder, file)),
    drafts: () => readdirSync(folder).filter(name => name.startsWith('dist.')),
    read: (file: string) => readFileSync(join(folder, file), 'utf8'),
    prepare: () => spawnSync(process.execPath, [join(folder, 'bin/prepare.js')], { encoding: 'utf8', cwd: tmpdir() }),
  };
}
