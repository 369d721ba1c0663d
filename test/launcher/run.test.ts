import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { anInstallation } from './installation.js';

const version = `tzurot/1.2.3 ${process.platform}-${process.arch} node-${process.version}\n`;
const tellsAll = `export async function main(argv) {
  let piped = '';
  for await (const part of process.stdin) piped += part;
  console.log(JSON.stringify({ argv, piped, started: process.argv[1], umask: process.umask(), version: process.version,
    environment: Object.keys(process.env).filter(name => name.startsWith('TZUROT_') || name.startsWith('NODE_')) }));
  console.error('and this beside it');
  process.exitCode = 42;
}`;
const waits = `export async function main() {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => { console.log(name); process.exit(9); });
  setInterval(() => {}, 1000);
  console.log('ready');
}`;
const staysDeaf = `export async function main() {
  process.on('SIGTERM', () => console.log('I had rather stay'));
  setInterval(() => {}, 1000);
  console.log('ready');
}`;
const countsListeners = `const heard = process.listenerCount('SIGUSR1');
export async function main() { console.log(heard); }`;
const countsToTwo = `export async function main() {
  let pressed = 0;
  process.on('SIGINT', () => {
    pressed += 1;
    console.log(pressed === 1 ? 'once' : 'twice');
    if (pressed === 1) setTimeout(() => console.log('anything else?'), 500);
    else process.exit(2);
  });
  setInterval(() => {}, 1000);
  console.log('ready');
}`;

describe.each([
  ['a Node that is new enough', false],
  ['an old Node, with a new one in node_modules', true],
])('on %s, tzurot', (_, old) => {
  it('gets its arguments, its input, and gives its output and exit code', async () => {
    const installation = anInstallation({ program: tellsAll, pinnedNode: old });
    const running = installation.start(['chat', '--as', 'ada', ''], { old });
    running.process.stdin?.end('hello');
    const { code, stdout, stderr } = await running.ended;
    expect(JSON.parse(stdout)).toEqual({
      argv: ['chat', '--as', 'ada', ''],
      piped: 'hello',
      started: join(installation.folder, 'bin/run.js'),
      umask: 0o077,
      version: process.version,
      environment: ['TZUROT_HOME'],
    });
    expect(stderr).toBe('and this beside it\n');
    expect(code).toBe(42);
  });

  it('opens no debugger to whoever sends it SIGUSR1, from before it is loaded', async () => {
    const installation = anInstallation({ program: countsListeners, pinnedNode: old });
    expect(await installation.run([], { old })).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
  });

  it('says its version without loading the program', async () => {
    const installation = anInstallation({ program: `throw new Error('loaded');`, pinnedNode: old });
    expect(await installation.run(['--version'], { old })).toMatchObject({ code: 0, stdout: version, stderr: '' });
  });

  it('starts by a link, from anywhere', async () => {
    const installation = anInstallation({ program: tellsAll, pinnedNode: old });
    const script = join(installation.folder, 'tzurot');
    symlinkSync('bin/run.js', script);
    const running = installation.start(['list'], { old, script, cwd: tmpdir() });
    running.process.stdin?.end();
    const { code, stdout } = await running.ended;
    expect(code).toBe(42);
    expect(JSON.parse(stdout)).toMatchObject({ argv: ['list'], started: script });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('hears %s and ends as it likes', async signal => {
    const running = anInstallation({ program: waits, pinnedNode: old }).start([], { old });
    await running.says('ready');
    running.process.kill(signal);
    expect(await running.ended).toMatchObject({ code: 9, signal: null, stdout: `ready\n${signal}\n` });
  });

  it('hears Ctrl-C once for each time it is pressed', async () => {
    const running = anInstallation({ program: countsToTwo, pinnedNode: old }).start([], { old });
    const pressCtrlC = () => process.kill(-Number(running.process.pid), 'SIGINT');
    await running.says('ready');
    pressCtrlC();
    await running.says('anything else?');
    pressCtrlC();
    expect(await running.ended).toMatchObject({ code: 2, stdout: 'ready\nonce\nanything else?\ntwice\n' });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL', 'SIGABRT'])('ends by %s where the program does', async signal => {
    const program = `export const main = async () => { process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000); };`;
    expect(await anInstallation({ program, pinnedNode: old }).run([], { old })).toMatchObject({ code: null, signal });
  });

  it('says what to do when it was not built', async () => {
    const installation = anInstallation({ pinnedNode: old });
    const sentence = 'tzurot is not built yet: run `npm run build` in its folder.';
    const error = { code: 'unavailable', message: sentence };
    expect(await installation.run(['chat'], { old })).toMatchObject({ code: 6, stdout: '', stderr: `${sentence}\n` });
    const { code, stdout } = await installation.run(['chat', '--json'], { old });
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toEqual({ error });
  });

  it('says what to do when a package is missing', async () => {
    const { code, stderr } = await anInstallation({ program: `import 'unheard-of';`, pinnedNode: old }).run([], {
      old,
    });
    expect(code).toBe(6);
    expect(stderr).toMatch(/^A part of tzurot is missing, run `npm ci` in its folder: .*unheard-of.*\n$/);
  });

  it('reports a bug as one', async () => {
    const program = `export const main = async () => { throw new TypeError('a slip'); };`;
    const { code, stderr } = await anInstallation({ program, pinnedNode: old }).run([], { old });
    expect(code).toBe(1);
    expect(stderr).toContain('TypeError: a slip');
  });
});

describe('on an old Node', () => {
  it.each([
    ['there is no other', {}],
    ['the other does not start', { 'node_modules/node/bin/node': 'not a program' }],
  ])('tzurot says what to do when %s', async (_, files) => {
    const installation = anInstallation({ program: tellsAll });
    for (const [file, content] of Object.entries(files)) installation.write(file, content);
    const { code, stdout, stderr } = await installation.run(['chat', '--json'], { old: true });
    expect(code).toBe(6);
    expect(stderr).toMatch(/^[^\n]*`npm ci`[^\n]*\.\n$/);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'unavailable', message: stderr.trimEnd() } });
  });

  it('tzurot does not hand over for ever when the other one is old too', async () => {
    const installation = anInstallation({ program: tellsAll, pinnedNode: true });
    const env = { NODE_OPTIONS: `--require ${join(installation.folder, 'pretend-old.cjs')}` };
    const { code, stderr } = await installation.run([], { env });
    expect(code).toBe(6);
    expect(stderr).toMatch(/^tzurot needs Node 22.19 or newer, and this is 20.20.2: .*\n$/);
  });

  it.each([
    ['lets the program end in its own way', waits, 'ready\nSIGTERM\n'],
    ['ends a program that would rather stay', staysDeaf, 'ready\nI had rather stay\n'],
  ])('a kill of what was started %s', async (_, program, stdout) => {
    const running = anInstallation({ program, pinnedNode: true }).start([], { old: true });
    await running.says('ready');
    running.process.kill('SIGKILL');
    expect(await running.ended).toMatchObject({ signal: 'SIGKILL', stdout });
  });
});

it('tzurot outlives a parent of another kind that closes its channel', async () => {
  const program = `export const main = async () => {
    process.on('disconnect', () => console.log('still here'));
    console.log('ready');
  };`;
  const running = anInstallation({ program }).start([], { ipc: true });
  await running.says('ready');
  running.process.disconnect();
  expect(await running.ended).toMatchObject({ code: 0, signal: null, stdout: 'ready\nstill here\n' });
});

describe('compiled code', () => {
  const program = `export const main = async () => {};`;

  it.each([
    ['TZUROT_HOME', (home: string) => [[], { TZUROT_HOME: home }] as const],
    ['--home DIR', (home: string) => [['list', '--home', home], {}] as const],
    ['--home=DIR', (home: string) => [[`--home=${home}`], { TZUROT_HOME: '/nowhere' }] as const],
    ['the user data folder', (home: string) => [[], { TZUROT_HOME: '', XDG_DATA_HOME: join(home, '..') }] as const],
  ])('is kept in the home named by %s', async (_, named) => {
    const installation = anInstallation({ program });
    const home = join(installation.folder, 'tzurot');
    mkdirSync(home);
    writeFileSync(join(home, 'home.json'), '{}');
    const [argv, env] = named(home);
    expect(await installation.run(argv, { env })).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(home, { recursive: true }).length).toBeGreaterThan(3);
  });

  it('makes no home, fills no folder that is none, and is not kept by a dry run', async () => {
    const installation = anInstallation({ program });
    await installation.run(['list']);
    expect(existsSync(installation.home)).toBe(false);
    mkdirSync(installation.home);
    await installation.run(['list']);
    expect(readdirSync(installation.home)).toEqual([]);
    installation.write('home/home.json', '{}');
    await installation.run(['import', '--dry-run']);
    expect(readdirSync(installation.home)).toEqual(['home.json']);
  });
});

it.each(['run.js', 'prepare.js', 'hand-over.js'])('a Node of 2020 can read bin/%s', name => {
  const source = readFileSync(new URL(`../../bin/${name}`, import.meta.url), 'utf8');
  const compiled = (target: ts.ScriptTarget) =>
    ts.transpileModule(source, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;
  expect(compiled(ts.ScriptTarget.ES2019)).toBe(compiled(ts.ScriptTarget.ESNext));
  expect(source).not.toMatch(/^(?!async )\S.*\bawait\b/m);
});
