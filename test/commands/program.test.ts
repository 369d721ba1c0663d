import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeProvider, neverAnswers } from '../fakes/provider.js';
import { aHome, anEmptyPlace, root } from '../support/run-command.js';
import { runProcess, script, start } from '../support/run-command-process.js';

type Listing = {
  readonly name: string;
  readonly version: string;
  readonly commands: readonly { readonly name: string }[];
};

const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const manifest: { commands: object } = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'));
const ids = Object.keys(manifest.commands);
const spoken = ids.map(id => id.replaceAll(':', ' '));

describe('the program without a command', () => {
  it('says in a few lines what it can do, makes no home, and is content', async () => {
    const home = anEmptyPlace();
    const { code, stdout, stderr } = await home.run('');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`tzurot ${version}`);
    for (const command of ['chat --demo', 'personality list', 'doctor', 'help'])
      expect(stdout).toContain(`npx tzurot ${command}`);
    expect(existsSync(home.path)).toBe(false);
  });

  it('does not wait for anything to be piped in', async () => {
    const home = anEmptyPlace();
    expect(await runProcess(home, '', { input: 'open' })).toMatchObject({ code: 0, stderr: '' });
  });

  it('knows where it is told to look, and knows no other flags', async () => {
    const home = anEmptyPlace();
    expect(await home.run(`--home ${home.path} --no-color`)).toMatchObject({ code: 0, stderr: '' });
    expect(await home.failure('--bogus')).toMatchObject({ exit: 2, code: 'invalid' });
    expect(await home.run('--bogus')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the list of commands', () => {
  it.each(['', 'help', '--help', '-h', '--version', '--version --no-color'])(
    'is told to a script by “%s”',
    async line => {
      const listing = await anEmptyPlace().json<Listing>(line);
      expect(listing).toMatchObject({ name: 'tzurot', version });
      expect(listing.commands.map(({ name }) => name)).toEqual(spoken.toSorted());
      for (const command of listing.commands)
        expect(command).toEqual({ name: expect.any(String), summary: expect.stringMatching(/\.$/) });
    },
  );

  it.each([
    ['personality', /^personality /],
    ['help personality', /^personality /],
    ['personality alias --help', /^personality alias /],
    ['help chat', /^chat$/],
    ['chat --help', /^chat$/],
  ])('is told for a part of them by “%s”', async (line, pattern) => {
    const { commands } = await anEmptyPlace().json<Listing>(line);
    const wanted = spoken.filter(name => pattern.test(name));
    expect(commands.map(({ name }) => name)).toEqual(wanted.toSorted());
  });
});

describe('help', () => {
  it.each(['help', '--help', '-h'])('is shown by %s', async line => {
    const { code, stdout, stderr } = await anEmptyPlace().run(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of new Set(spoken.map(name => name.split(' ')[0])))
      expect(stdout).toMatch(new RegExp(`^ {2}${word} `, 'm'));
  });

  it.each(ids)('is there for %s, with an example', async id => {
    const name = id.replaceAll(':', ' ');
    const { code, stdout, stderr } = await anEmptyPlace().run(`${name} --help`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`$ npx tzurot ${name}`);
    expect(stdout).toContain('EXAMPLE');
    expect(stdout).toContain('--json');
    expect(await anEmptyPlace().run(`help ${name}`)).toMatchObject({ code: 0, stdout });
  });

  it('is there for a group of commands', async () => {
    const { code, stdout } = await anEmptyPlace().run('personality');
    expect(code).toBe(0);
    for (const name of ['personality create', 'personality alias']) expect(stdout).toContain(name);
  });

  it('needs no home, and makes none', async () => {
    const home = anEmptyPlace();
    for (const line of ['help', 'chat --help', '--version', 'init --help'])
      expect(await home.run(line)).toMatchObject({ code: 0 });
    expect(existsSync(home.path)).toBe(false);
  });
});

it('says its version', async () => {
  const shown = new RegExp(`^tzurot/${version.replaceAll('.', '\\.')} \\S+ node-v\\d+\\.\\d+\\.\\d+\n$`);
  expect(await anEmptyPlace().run('--version')).toEqual({ code: 0, stdout: expect.stringMatching(shown), stderr: '' });
  expect(await runProcess(anEmptyPlace(), '--version')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(shown),
  });
});

describe('a command that is none', () => {
  it.each([
    ['chatt', 'chat'],
    ['chta', 'chat'],
    ['docter', 'doctor'],
    ['personality craete lilith', 'personality create'],
    ['personality aliass add', 'personality alias add'],
    ['personalty list', 'personality list'],
    ['memory serch lilith bees', 'memory search'],
  ])('is met with the one that was probably meant, and exit code 2: %s', async (line, meant) => {
    const home = anEmptyPlace();
    expect(await home.failure(line)).toMatchObject({
      exit: 2,
      code: 'invalid',
      message: expect.stringContaining(`Did you mean “${meant}”?`),
      try: `${meant} --help`,
    });
    expect(await home.run(line)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`\nTry this: npx tzurot ${meant} --help\n$`)),
    });
  });

  it.each(['xyzzy', 'help xyzzy', 'xyzzy --help', '--json xyzzy'])(
    'is met with the way to all of them: %s',
    async line => {
      expect(await anEmptyPlace().failure(line)).toMatchObject({ exit: 2, code: 'invalid', try: 'help' });
    },
  );
});

describe('a flag that is none', () => {
  it.each(ids)('is refused by %s with exit code 2 and one document', async id => {
    const home = anEmptyPlace();
    const line = `${id.replaceAll(':', ' ')} --bogus`;
    expect(await home.failure(line)).toMatchObject({
      exit: 2,
      code: 'invalid',
      message: expect.stringContaining('--bogus'),
    });
    expect(await home.run(line)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--bogus') });
    expect(existsSync(home.path)).toBe(false);
  });

  it.each([
    ['chat --mesage hello', '--message'],
    ['personality list --limt 5', '--limit'],
    ['memory search lilith bees --expalin', '--explain'],
    ['init --onwer 1', '--owner'],
  ])('is met with the one that was probably meant: %s', async (line, meant) => {
    expect(await anEmptyPlace().failure(line)).toMatchObject({
      exit: 2,
      message: expect.stringContaining(`Did you mean “${meant}”?`),
    });
  });
});

describe('an argument', () => {
  it.each([
    ['memory add lilith', 'text'],
    ['personality show', 'personality'],
    ['personality create --name Lilith', 'slug'],
    ['config set history.messages', 'value'],
  ])('that is missing is named: %s', async (line, name) => {
    expect(await (await aHome()).failure(line)).toMatchObject({ exit: 2, message: expect.stringContaining(name) });
  });

  it.each(['personality show lilith tamar', 'verify now', 'config path here'])(
    'too many is refused: %s',
    async line => {
      expect(await (await aHome()).failure(line)).toMatchObject({ exit: 2, code: 'invalid' });
    },
  );

  it('is never taken from what is piped in', async () => {
    const home = await aHome();
    for (const line of ['personality show', 'memory show', 'trace', 'config get'])
      expect(await runProcess(home, line, { input: 'lilith' })).toMatchObject({ code: 2, stdout: '' });
  });

  it('may look like a flag after --', async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    expect(await home.run('memory add lilith -- --json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('remember'),
    });
    expect(await home.json('memory list lilith')).toMatchObject([{ text: '--json' }]);
  });
});

describe('--json', () => {
  it.each(ids.filter(id => !['completion', 'config:path', 'doctor', 'init', 'chat', 'import'].includes(id)))(
    'gives one document when %s finds no home, with exit code 3',
    async id => {
      const { args = {}, flags = {} } = Object.entries(manifest.commands).find(([name]) => name === id)?.[1] ?? {};
      const words = Object.values<{ required?: boolean }>(args).map(({ required }) => (required === true ? 'x' : ''));
      const needed = Object.entries<{ required?: boolean; options?: string[] }>(flags).map(
        ([name, { required, options }]) => (required === true ? `--${name} ${options?.[0] ?? '1'}` : ''),
      );
      const key = id.startsWith('config:') ? 'history.messages 5' : words.join(' ');
      const line = [
        id.replaceAll(':', ' '),
        id === 'config:list' ? '' : id === 'config:set' ? key : key.replace(/ 5$/, ''),
        ...needed,
      ].join(' ');
      const home = anEmptyPlace();
      expect(await home.failure(line)).toMatchObject({ exit: 3, code: 'not_found', try: 'init' });
      expect(existsSync(home.path)).toBe(false);
    },
  );

  it('may stand before the command', async () => {
    const home = await aHome();
    expect(await home.run('--json personality list')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });
});

describe('a hint', () => {
  it('says how this program was started', async () => {
    const home = anEmptyPlace();
    expect(await runProcess(home, 'personality list')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Try this: npx tzurot init\n'),
    });
  });
});

describe('a home', () => {
  it('holds everything that is written, also what the start of the program leaves behind', async () => {
    const home = await aHome();
    for (const line of ['help', 'personality list', 'doctor', 'chat --demo', 'completion bash'])
      expect(await runProcess(home, line)).toMatchObject({ code: 0 });
    expect(readdirSync(home.folder)).toEqual(['home']);
  });
});

describe('colours', () => {
  it('are for terminals only', async () => {
    const home = await aHome();
    for (const line of ['doctor', 'help', 'config list', 'xyzzy', 'chat --demo']) {
      const { stdout, stderr } = await runProcess(home, line, { env: { TERM: 'xterm-256color' } });
      expect(stdout + stderr).not.toContain('\u001b');
    }
  });
});

describe('a reader who leaves', () => {
  it.each(['help', 'config list --json', 'completion bash', 'chat --demo'])('is no failure of %s', async line => {
    const running = start(await aHome(), line);
    running.process.stdout?.destroy();
    expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('is no failure in a pipe of a shell', async () => {
    const home = await aHome();
    const piped = 'set -o pipefail; "$0" "$1" doctor --json | head -1';
    const { status, stdout, stderr } = spawnSync('bash', ['-c', piped, process.execPath, script], {
      encoding: 'utf8',
      env: home.environment(),
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends an answer that takes too long with exit code %i', async (signal, code) => {
    await using provider = await fakeProvider(neverAnswers);
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    const running = start(home, 'chat lilith -m hello', { env: { TZUROT_LLM_URL: provider.url } });
    await provider.asked(1);
    running.process.kill(signal);
    expect(await running.ended).toEqual({ code, stdout: '', stderr: '' });
    expect(await home.json('history')).toEqual([]);
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });
});
