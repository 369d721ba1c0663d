import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, anEmptyPlace, everythingIn, type Home } from '../support/run-command.js';

const other = 'ab'.repeat(32);
const keyFileOf = (home: Home) => join(home.path, 'keys', 'master.key');

const aKeyFile = (home: Home, content: string, mode = 0o600): string => {
  const path = join(home.folder, 'other.key');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
};

const aHomeWithLilith = async () => {
  const home = await aHome();
  await home.run('personality create lilith --name Lilith');
  await home.run('chat lilith -m hello');
  return home;
};

/** What might write: every kind of command, over a home that has something in it. */
const everyKind = [
  'init', 'personality list', 'personality create tamar --name Tamar', 'chat lilith -m hello', 'memory list lilith',
  'memory add lilith note', 'history', 'verify', 'config list', 'config set history.messages 5', 'user list',
  'key status', 'trace abcdefgh', 'route explain hello',
]; // prettier-ignore

describe('key status', () => {
  it('says which key it is, where it is, how old, and what it seals', async () => {
    const home = await aHomeWithLilith();
    const status = await home.json<{ id: string; createdAt: string }>('key status');
    expect(status).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}$/),
      from: expect.stringContaining(keyFileOf(home)),
      file: keyFileOf(home),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      ageDays: 0,
      rows: { [status.id]: 1 },
      canary: true,
      rotation: null,
      warnings: [],
    });
  });

  it('says the same to a person', async () => {
    const { code, stdout, stderr } = await (await aHome()).run('key status');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Master key [0-9a-f]{8}, 0 days old$/m);
    expect(stdout).toContain('Nothing is sealed yet.');
    expect(stdout).toContain('the right one');
  });

  it('never says the key', async () => {
    const home = await aHomeWithLilith();
    const key = home.read('keys/master.key').trim();
    for (const line of ['key status', 'key status --json', 'doctor', 'init --json', 'config list'])
      expect((await home.run(line)).stdout).not.toContain(key);
  });
});

describe('the wrong master key', () => {
  it.each(everyKind)('is refused with exit code 7 before anything is touched: %s', async line => {
    const home = await aHomeWithLilith();
    const { id } = await home.json<{ id: string }>('key status');
    writeFileSync(keyFileOf(home), other);
    const before = everythingIn(home.path);
    const failure = await home.failure(line);
    expect(failure).toMatchObject({ exit: 7, code: 'corrupt', details: { needs: id } });
    expect(failure.message).toContain(id);
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('is never replaced by a new one when it is gone', async () => {
    const home = await aHomeWithLilith();
    rmSync(keyFileOf(home));
    const before = everythingIn(home.path);
    for (const line of everyKind)
      expect(await home.failure(line)).toMatchObject({ exit: 7, message: expect.stringContaining('is gone') });
    expect(everythingIn(home.path)).toEqual(before);
  });
});

describe('a key file', () => {
  it.each(['0644', '0640', '0604', '0660'])(
    'with the mode %s is refused with exit code 5, and not used',
    async mode => {
      const home = await aHome();
      chmodSync(keyFileOf(home), Number.parseInt(mode, 8));
      expect(await home.failure('key status')).toMatchObject({
        exit: 5,
        code: 'denied',
        message: expect.stringMatching(new RegExp(`mode is ${mode}.*chmod 600`)),
        try: 'doctor --fix',
      });
    },
  );

  it.each([
    ['63 digits', 'a'.repeat(63)],
    ['65 digits', 'a'.repeat(65)],
    ['a byte order mark', `\uFEFF${other}`],
    ['a space before it', ` ${other}`],
    ['two lines', `${other}\n${other}\n`],
    ['letters that are no digits', 'g'.repeat(64)],
    ['nothing', ''],
    ['a book', 'ab'.repeat(5000)],
  ])('with %s in it is refused with exit code 2, and no home is made', async (_, content) => {
    const home = anEmptyPlace();
    const file = aKeyFile(home, content);
    const failure = await home.failure('init', { env: { TZUROT_MASTER_KEY_FILE: file } });
    expect(failure).toMatchObject({ exit: 2, code: 'invalid', message: expect.stringContaining(file) });
    expect(failure.message).not.toContain('abab');
    expect(await home.failure('key status')).toMatchObject({ exit: 3 });
  });

  it('may end in a line break of any kind', async () => {
    for (const content of [other, `${other}\n`, `${other}\r\n`, other.toUpperCase()]) {
      const home = anEmptyPlace();
      const env = { TZUROT_MASTER_KEY_FILE: aKeyFile(home, content) };
      expect(await home.json('init', { env })).toMatchObject({ made: true });
    }
  });

  it('may not be a folder', async () => {
    const home = anEmptyPlace();
    mkdirSync(join(home.folder, 'folder'), { mode: 0o700 });
    const env = { TZUROT_MASTER_KEY_FILE: join(home.folder, 'folder') };
    expect(await home.failure('init', { env })).toMatchObject({ exit: 2, code: 'invalid' });
  });

  it('must be there when it is named', async () => {
    const home = anEmptyPlace();
    const env = { TZUROT_MASTER_KEY_FILE: join(home.folder, 'nowhere.key') };
    expect(await home.failure('init', { env })).toMatchObject({
      exit: 2,
      message: expect.stringContaining('nowhere.key'),
    });
  });
});

describe('a master key outside of the home', () => {
  it('that others may read is refused, without advice that would not help there', async () => {
    const file = aKeyFile(anEmptyPlace(), other, 0o640);
    const failure = await (await aHome()).failure('key status', { env: { TZUROT_MASTER_KEY_FILE: file } });
    expect(failure).toMatchObject({ exit: 5, message: expect.stringContaining('chmod 600') });
    expect(failure).not.toHaveProperty('try');
  });

  it('is used, and nothing of it is written into the home', async () => {
    const home = anEmptyPlace();
    const env = { TZUROT_MASTER_KEY_FILE: aKeyFile(home, other) };
    expect(await home.json('init', { env })).toMatchObject({
      masterKey: { from: expect.stringContaining('other.key') },
    });
    expect(Object.keys(everythingIn(home.path))).not.toContain('keys');
    expect(await home.json('key status', { env })).toMatchObject({ canary: true });
    expect(await home.failure('key status')).toMatchObject({ exit: 7 });
  });

  it.each([
    ['APP_MASTER_KEY', 'TZUROT_MASTER_KEY_FILE is safer'],
    ['ENCRYPTION_KEY', 'old name'],
  ])('may be in %s, with a warning beside the answer', async (name, warning) => {
    const home = anEmptyPlace();
    const env = { [name]: other };
    await home.run('init', { env });
    const { code, stdout, stderr } = await home.run('key status', { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(warning) });
    expect(stdout + stderr).not.toContain(other);
    expect(await home.json('key status', { env })).toMatchObject({ from: name, canary: true });
  });

  it('that differs from the one in the home is refused with exit code 2, and both are named', async () => {
    const home = await aHome();
    const { id } = await home.json<{ id: string }>('key status');
    const before = everythingIn(home.path);
    const file = aKeyFile(home, other);
    for (const [env, name] of [
      [{ TZUROT_MASTER_KEY_FILE: file }, file],
      [{ APP_MASTER_KEY: other }, 'APP_MASTER_KEY'],
    ] as const) {
      const failure = await home.failure('personality list', { env });
      expect(failure).toMatchObject({ exit: 2, code: 'invalid' });
      for (const words of [id, keyFileOf(home), name]) expect(failure.message).toContain(words);
    }
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('is warned of once, also while the home is made', async () => {
    const { stderr } = await anEmptyPlace().run('init --owner 100000000000000001', { env: { APP_MASTER_KEY: other } });
    expect(stderr.match(/TZUROT_MASTER_KEY_FILE is safer/g)).toHaveLength(1);
  });

  it('may be under both of its names, and not two that differ', async () => {
    const home = anEmptyPlace();
    const both = { APP_MASTER_KEY: other, ENCRYPTION_KEY: other.toUpperCase() };
    await home.json('init', { env: both });
    expect(await home.json('key status', { env: both })).toMatchObject({ from: 'APP_MASTER_KEY', canary: true });
    const before = everythingIn(home.path);
    const env = { APP_MASTER_KEY: other, ENCRYPTION_KEY: 'cd'.repeat(32) };
    expect(await home.failure('key status', { env })).toMatchObject({
      exit: 2,
      message: expect.stringMatching(/differ.*APP_MASTER_KEY.*ENCRYPTION_KEY/),
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('may be the same as the one in the home', async () => {
    const home = await aHome();
    const env = { TZUROT_MASTER_KEY_FILE: aKeyFile(home, home.read('keys/master.key')) };
    expect(await home.json('key status', { env })).toMatchObject({ canary: true });
  });
});

describe('key recovery', () => {
  it('writes the key for its owner alone, with how to use it', async () => {
    const home = await aHome();
    const sheet = join(home.folder, 'sheet.txt');
    const { id } = await home.json<{ id: string }>('key status');
    expect(await home.json(`key recovery -o ${sheet}`)).toEqual({ id, file: sheet });
    expect(statSync(sheet).mode & 0o777).toBe(0o600);
    const content = readFileSync(sheet, 'utf8');
    for (const words of [id, 'tzurot init --recovery FILE', home.read('keys/master.key')])
      expect(content).toContain(words);
  });

  it('never shows the key on the screen', async () => {
    const home = await aHome();
    const { stdout, stderr } = await home.run(`key recovery -o ${home.folder}/sheet.txt`);
    expect(stdout + stderr).not.toContain(home.read('keys/master.key').trim());
  });

  it('leaves a file alone that is there already, with exit code 4', async () => {
    const home = await aHome();
    const sheet = join(home.folder, 'sheet.txt');
    writeFileSync(sheet, 'Dear Bob');
    expect(await home.failure(`key recovery -o ${sheet}`)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(readFileSync(sheet, 'utf8')).toBe('Dear Bob');
  });

  it('must be told where to write', async () => {
    expect(await (await aHome()).failure('key recovery')).toMatchObject({
      exit: 2,
      message: expect.stringContaining('output'),
    });
  });

  it('says so where it cannot write, with exit code 6', async () => {
    const home = await aHome();
    expect(await home.failure(`key recovery -o ${home.folder}/nowhere/sheet.txt`)).toMatchObject({
      exit: 6,
      code: 'unavailable',
    });
  });
});
