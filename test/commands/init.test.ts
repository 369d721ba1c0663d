import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, anEmptyPlace, everythingIn, idOf, type Home } from '../support/run-command.js';
import { runProcess } from '../support/run-command-process.js';

const ada = idOf('ada');
const mallory = idOf('mallory');

const foreign = (files: Readonly<Record<string, string>>): Home => {
  const home = anEmptyPlace();
  mkdirSync(home.path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(home.path, name), content);
  return home;
};

describe('a new home', () => {
  it('says where it is, where its key is, and how to keep a copy of that', async () => {
    const home = anEmptyPlace();
    const { code, stdout, stderr } = await home.run('init');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Your home is ready: ${home.path}\n`);
    expect(stdout).toMatch(/^Master key [0-9a-f]{8}: .*keys\/master\.key/m);
    expect(stdout).toContain('npx tzurot key recovery -o FILE');
    expect(existsSync(join(home.path, 'tzurot.db'))).toBe(true);
  });

  it('is told to a script', async () => {
    const home = anEmptyPlace();
    expect(await home.json('init')).toEqual({
      home: home.path,
      made: true,
      owner: null,
      masterKey: { id: expect.stringMatching(/^[0-9a-f]{8}$/), from: expect.stringContaining('master.key') },
    });
  });

  it('is made once: a second time changes nothing', async () => {
    const home = await aHome();
    const before = everythingIn(home.path);
    expect(await home.json('init')).toMatchObject({ made: false });
    expect(await home.run('init --yes')).toMatchObject({ code: 0, stdout: expect.stringContaining('is here') });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('goes where --home says, before the command or after it', async () => {
    const home = anEmptyPlace();
    const elsewhere = join(home.folder, 'elsewhere');
    expect(await home.json(`init --home ${elsewhere}`)).toMatchObject({ home: elsewhere });
    expect(await home.json(`--home=${elsewhere} init`)).toMatchObject({ home: elsewhere, made: false });
    expect(existsSync(home.path)).toBe(false);
  });

  it('goes into the user data folder when nobody says where', async () => {
    const home = anEmptyPlace();
    const env = { TZUROT_HOME: '', XDG_DATA_HOME: join(home.folder, 'data') };
    expect(await home.json('init', { env })).toMatchObject({ home: join(home.folder, 'data', 'tzurot') });
  });

  it('is all that is written, even with nothing to hold other people back', async () => {
    const home = anEmptyPlace();
    const lines = [
      'init',
      'personality create lilith --name Lilith',
      'config set history.messages 30',
      'chat lilith -m hello',
      'key status',
    ];
    for (const line of lines) expect(await runProcess(home, line, { umask: 0 })).toMatchObject({ code: 0 });
    const failing = { TZUROT_LLM_URL: 'http://127.0.0.1:1/v1', LOG_LEVEL: 'debug' };
    await runProcess(home, 'chat lilith -m hello', { umask: 0, env: failing });
    expect(await runProcess(home, `key recovery -o ${home.folder}/sheet.txt`, { umask: 0 })).toMatchObject({ code: 0 });
    expect(readdirSync(home.folder).toSorted()).toEqual(['home', 'sheet.txt']);
    const rights = Object.entries(everythingIn(home.folder)).map(([name, what]) => [
      name,
      what.replace(/ [0-9a-f]{64}$/, ' file'),
    ]);
    expect(rights.filter(([, right]) => right !== '700 folder' && right !== '600 file')).toEqual([]);
  });
});

describe('the owner', () => {
  it('is named once and stays', async () => {
    const home = anEmptyPlace();
    expect(await home.json(`init --owner ${ada}`)).toMatchObject({ owner: ada });
    expect(await home.json(`init --owner ${ada}`)).toMatchObject({ owner: ada, made: false });
    expect(await home.json('config get owner')).toMatchObject({ value: ada, from: 'file' });
    expect(await home.failure(`init --owner ${mallory}`)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(await home.json('config get owner')).toMatchObject({ value: ada });
  });

  it('keeps what was theirs while nobody was named', async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    await home.run(`init --owner ${ada}`);
    expect(await home.json('personality show lilith')).toMatchObject({ ownerId: ada });
    expect(await home.json('user list')).toHaveLength(1);
  });

  it('may have been met before as somebody else, and then a way out is named that leads out', async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    await home.json(`persona create Ada --as ${ada}`);
    const failure = await home.failure(`init --owner ${ada}`);
    expect(failure).toMatchObject({ exit: 4, try: `user forget ${ada}` });
    await home.json(`${failure.try ?? ''} --yes`);
    await home.json(`init --owner ${ada}`);
    expect(await home.json('personality show lilith')).toMatchObject({ ownerId: ada });
  });

  it('can be named by the environment', async () => {
    const env = { BOT_OWNER_ID: ada };
    const home = await aHome({ env });
    expect(await home.json('config get owner', { env })).toMatchObject({ value: ada, from: 'environment' });
    expect(await home.failure(`init --owner ${mallory}`, { env })).toMatchObject({ exit: 4 });
  });

  it('must be a Discord id', async () => {
    const home = anEmptyPlace();
    const failure = await home.failure('init --owner ada');
    expect(failure).toMatchObject({ exit: 2, code: 'invalid', message: expect.stringContaining('15 to 20 digits') });
    expect(existsSync(home.path)).toBe(false);
  });
});

describe('a home that was begun and not finished', () => {
  const key = 'ab'.repeat(32);
  const begun = () => {
    const home = foreign({
      'home.json': '{"tzurot":1,"complete":false}',
      'tzurot.db.999999999.making': 'half a database',
    });
    mkdirSync(join(home.path, 'keys'), { mode: 0o700 });
    writeFileSync(join(home.path, 'keys', 'master.key'), key, { mode: 0o600 });
    return home;
  };

  it('is finished, with the key that it has', async () => {
    const home = begun();
    expect(await home.json('init')).toMatchObject({ made: true });
    expect(home.read('keys/master.key')).toBe(key);
    expect(readdirSync(home.path).filter(name => name.includes('making'))).toEqual([]);
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });

  it('is finished by a chat too', async () => {
    expect(await begun().failure('chat -m hello')).toMatchObject({ exit: 3, try: 'chat --demo' });
  });

  it('is no home to other commands yet', async () => {
    const home = begun();
    const before = everythingIn(home.path);
    expect(await home.failure('personality list')).toMatchObject({ exit: 3, code: 'not_found', try: 'init' });
    expect(everythingIn(home.path)).toEqual(before);
  });
});

describe('a folder that is no home', () => {
  it.each([
    ['init', { 'letter.txt': 'Dear Bob' }],
    ['chat -m hello', { 'letter.txt': 'Dear Bob' }],
    ['personality list', { 'letter.txt': 'Dear Bob' }],
    ['migrate up', { 'letter.txt': 'Dear Bob' }],
    ['doctor --fix', { 'letter.txt': 'Dear Bob' }],
    ['init', { 'home.json': '{"tzurot":2}' }],
    ['init', { 'config.json': '{"port":8080}' }],
    ['init', { 'config.json': 'module.exports = {}' }],
    ['personality list', { 'config.json': '{"history.messages":1}' }],
  ])('is left alone by %s, with exit code 7, when there is %o in it', async (line, files) => {
    const home = foreign(files);
    const before = everythingIn(home.folder);
    const { code, stdout } = await home.run(`${line} --json`);
    expect({ code, stdout }).toEqual({ code: 7, stdout: expect.stringContaining('no home of tzurot') });
    expect(everythingIn(home.folder)).toEqual(before);
  });

  it('may be a file', async () => {
    const home = anEmptyPlace();
    writeFileSync(home.path, 'Dear Bob');
    expect(await home.failure('init')).toMatchObject({ exit: 7, code: 'corrupt' });
    expect(readFileSync(home.path, 'utf8')).toBe('Dear Bob');
  });
});

describe('a home whose database is gone', () => {
  it.each(['init', 'chat -m hello', 'personality list', 'verify', 'migrate up', 'migrate verify', 'key status'])(
    'gets no new one from %s, with exit code 7',
    async line => {
      const home = await aHome();
      rmSync(join(home.path, 'tzurot.db'));
      const before = everythingIn(home.path);
      expect(await home.failure(line)).toMatchObject({
        exit: 7,
        code: 'corrupt',
        message: expect.stringContaining('tzurot.db'),
      });
      expect(everythingIn(home.path)).toEqual(before);
    },
  );
});

it('says with exit code 6 where no home can be made', async () => {
  const home = anEmptyPlace();
  writeFileSync(join(home.folder, 'letter.txt'), 'Dear Bob');
  const env = { TZUROT_HOME: join(home.folder, 'letter.txt', 'home') };
  for (const line of ['init', 'chat -m hello']) {
    const failure = await home.failure(line, { env });
    expect(failure).toMatchObject({ exit: 6, code: 'unavailable', message: expect.stringContaining('letter.txt') });
  }
});

describe('a recovery copy', () => {
  const recovered = async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    const { reference } = await home.json<{ reference: string }>('chat lilith -m hello');
    await home.run(`key recovery -o ${home.folder}/sheet.txt`);
    return { home, reference, sheet: join(home.folder, 'sheet.txt'), key: home.read('keys/master.key') };
  };

  it('gives a new home the same master key', async () => {
    const { home, sheet, key } = await recovered();
    const other = anEmptyPlace();
    const made = await other.json<{ masterKey: { id: string } }>(`init --recovery ${sheet}`);
    expect(other.read('keys/master.key')).toBe(key);
    expect(await home.json('key status')).toMatchObject({ id: made.masterKey.id });
  });

  it('opens a home again that has lost its master key', async () => {
    const { home, reference, sheet, key } = await recovered();
    rmSync(join(home.path, 'keys', 'master.key'));
    expect(await home.failure('key status')).toMatchObject({ exit: 7 });
    expect(await home.json(`init --recovery ${sheet}`)).toMatchObject({ made: false });
    expect(home.read('keys/master.key')).toBe(key);
    expect(statSync(join(home.path, 'keys', 'master.key')).mode & 0o777).toBe(0o600);
    expect(await home.json(`trace ${reference}`)).toMatchObject({ reference });
  });

  it('of another home is not taken for the lost key', async () => {
    const { sheet } = await recovered();
    const home = await aHome();
    rmSync(join(home.path, 'keys', 'master.key'));
    const before = everythingIn(home.path);
    expect(await home.failure(`init --recovery ${sheet}`)).toMatchObject({ exit: 7, code: 'corrupt' });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('of another home does not replace the key of this one', async () => {
    const { sheet } = await recovered();
    const home = await aHome();
    const before = everythingIn(home.path);
    expect(await home.failure(`init --recovery ${sheet}`)).toMatchObject({ exit: 4, code: 'conflict' });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it.each([
    ['is not there', undefined, 3],
    ['holds no key', '# key id: 0a1b2c3d\n', 2],
    ['was copied with a slip', `${'0'.repeat(63)}g\n`, 2],
  ])('that %s makes no home', async (_, content, exit) => {
    const home = anEmptyPlace();
    const sheet = join(home.folder, 'sheet.txt');
    if (content !== undefined) writeFileSync(sheet, content);
    expect(await home.failure(`init --recovery ${sheet}`)).toMatchObject({
      exit,
      message: expect.stringContaining(sheet),
    });
    expect(existsSync(home.path)).toBe(false);
  });
});
