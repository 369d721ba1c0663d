import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { fakeProvider, refuses, says, type Act } from '../fakes/provider.js';
import { aHome, anEmptyPlace, everythingIn, type Circumstances, type Home } from '../support/run-command.js';

type Check = { readonly id: string; readonly status: string; readonly message: string; readonly try?: string };
type Diagnosis = { readonly ok: boolean; readonly checks: readonly Check[]; readonly mended?: readonly string[] };

const ofUs = [
  'node', 'sqlite', 'home', 'permissions', 'schema', 'integrity', 'master-key', 'disk', 'clock', 'provider', 'addresses',
]; // prettier-ignore
const ofDiscord = ['discord', 'discord-intents', 'discord-channels', 'discord-webhooks', 'discord-clock'];
const ids = [...ofUs, ...ofDiscord];

/** What the doctor says to a script, with the exit code that goes with it. */
async function examined(home: Home, flags = '', circumstances?: Circumstances) {
  const { code, stdout, stderr } = await home.run(`doctor ${flags} --json`, circumstances);
  expect(stderr).toBe('');
  const diagnosis: Diagnosis = JSON.parse(stdout);
  const unwell = diagnosis.checks.filter(({ status }) => status !== 'ok' && status !== 'skip');
  return { code, ...diagnosis, unwell, check: (id: string) => diagnosis.checks.find(check => check.id === id) };
}

const inDatabase = (home: Home, sql: string) => {
  const db = new Sqlite(join(home.path, 'tzurot.db'));
  db.exec(sql);
  db.close();
};

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('a healthy home', () => {
  it('passes all checks, in their order, but for those of Discord, for which there is no token', async () => {
    const { code, ok, checks } = await examined(await aHome());
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(checks.map(({ id }) => id)).toEqual(ids);
    expect(checks.map(({ status }) => status)).toEqual([...ofUs.map(() => 'ok'), ...ofDiscord.map(() => 'skip')]);
    for (const { message } of checks) expect(message).not.toBe('');
  });

  it('is shown to a person with one line for each check', async () => {
    const { code, stdout, stderr } = await (await aHome()).run('doctor');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^✓ (\S+)/gm)).toEqual(ofUs.map(id => `✓ ${id}`));
    expect(stdout).toMatch(/^· discord +no token is set$/m);
    expect(stdout).toMatch(/All is well\.\n$/);
  });

  it('is not changed by being looked at, nor by having nothing mended', async () => {
    const home = await aHome();
    const before = everythingIn(home.path);
    expect(await examined(home, '--fix')).toMatchObject({ ok: true, mended: [] });
    expect(await examined(home)).not.toHaveProperty('mended');
    expect(everythingIn(home.path)).toEqual(before);
  });
});

describe('files that others can read', () => {
  const closed = expect.stringMatching(/^closed \d files? to others$/);

  it('are an illness of the home, and closing them is the cure', async () => {
    const home = await aHome();
    const paths = ['', 'tzurot.db', 'keys/master.key'].map(name => join(home.path, name));
    for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
    const before = everythingIn(home.path);
    const ill = await examined(home);
    expect(ill).toMatchObject({ code: 7, ok: false });
    expect(ill.check('permissions')).toMatchObject({ status: 'fail', try: 'doctor --fix' });
    expect(ill.check('master-key')).toMatchObject({ status: 'fail', message: expect.stringContaining('0644') });
    expect(everythingIn(home.path)).toEqual(before);

    expect(await examined(home, '--fix')).toMatchObject({ code: 0, ok: true, mended: [closed] });
    expect(paths.map(modeOf)).toEqual(['700', '600', '600']);
  });

  it('are mended before the eyes of a person', async () => {
    const home = await aHome();
    chmodSync(join(home.path, 'tzurot.db'), 0o640);
    const ill = await home.run('doctor');
    expect(ill).toMatchObject({ code: 7, stdout: expect.stringContaining('→ npx tzurot doctor --fix') });
    expect(ill.stdout).toMatch(/Something needs you\.\n$/);
    expect(await home.run('doctor --fix')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Mended: closed \d files? to others\.$/m),
    });
  });
});

describe('a text index that lost its words', () => {
  const forgetful = async () => {
    const home = await aHome();
    await home.run('personality create lilith --name Lilith');
    await home.run('memory add lilith "I keep bees."');
    inDatabase(home, "INSERT INTO memory_index (memory_index) VALUES ('delete-all')");
    return home;
  };

  it('is found, and not mended without being asked', async () => {
    const home = await forgetful();
    const ill = await examined(home);
    expect(ill).toMatchObject({ code: 7, unwell: [{ id: 'integrity', status: 'fail', try: 'doctor --fix' }] });
    expect(await home.json('memory search lilith bees')).toEqual([]);
  });

  it('is built anew, and then finds again', async () => {
    const home = await forgetful();
    expect(await examined(home, '--fix')).toMatchObject({ code: 0, mended: ['built the text index anew'] });
    expect(await home.json('memory search lilith bees')).toMatchObject([{ text: 'I keep bees.' }]);
    expect(await home.json('verify')).toMatchObject({ ok: true });
  });
});

describe('a home that cannot be looked into', () => {
  it('is missing: the rest is skipped, and the way out is named', async () => {
    const { code, check, checks } = await examined(anEmptyPlace());
    expect(code).toBe(7);
    expect(check('home')).toMatchObject({ status: 'fail', try: 'init' });
    expect(checks.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for (const id of ['permissions', 'schema', 'integrity', 'master-key', 'provider'])
      expect(check(id)).toMatchObject({ status: 'skip' });
  });

  it('is somebody else’s folder', async () => {
    const home = anEmptyPlace();
    mkdirSync(home.path);
    writeFileSync(join(home.path, 'letter.txt'), 'Dear Bob', { mode: 0o644 });
    const { code, check } = await examined(home, '--fix');
    expect({ code, home: check('home') }).toMatchObject({ code: 7, home: { status: 'fail' } });
    expect(modeOf(join(home.path, 'letter.txt'))).toBe('644');
  });

  it('has lost its database', async () => {
    const home = await aHome();
    rmSync(join(home.path, 'tzurot.db'));
    const { code, unwell } = await examined(home, '--fix');
    expect({ code, unwell }).toMatchObject({ code: 7, unwell: [{ id: 'home', status: 'fail' }] });
  });

  it('has lost its master key', async () => {
    const home = await aHome();
    rmSync(join(home.path, 'keys', 'master.key'));
    const { code, check } = await examined(home, '--fix');
    expect({ code, key: check('master-key') }).toMatchObject({
      code: 7,
      key: { status: 'fail', message: expect.stringContaining('is gone') },
    });
  });

  it('is sealed with another master key', async () => {
    const home = await aHome();
    writeFileSync(join(home.path, 'keys', 'master.key'), 'ab'.repeat(32));
    const { code, check } = await examined(home);
    expect({ code, key: check('master-key') }).toMatchObject({ code: 7, key: { status: 'fail' } });
  });

  it('has a database that is something else', async () => {
    const home = await aHome();
    writeFileSync(join(home.path, 'tzurot.db'), 'Dear Bob');
    const { code, check } = await examined(home, '--fix');
    expect({ code, schema: check('schema') }).toMatchObject({ code: 7, schema: { status: 'fail' } });
    expect(home.read('tzurot.db')).toBe('Dear Bob');
  });

  it('was written by a newer tzurot', async () => {
    const home = await aHome();
    inDatabase(home, 'PRAGMA user_version = 99');
    const before = everythingIn(home.path);
    const { code, check } = await examined(home, '--fix');
    expect({ code, schema: check('schema') }).toMatchObject({
      code: 7,
      schema: { status: 'fail', message: expect.stringContaining('newer tzurot') },
    });
    expect(everythingIn(home.path)).toEqual(before);
  });

  it('has a config file that makes no sense', async () => {
    const home = await aHome();
    writeFileSync(join(home.path, 'config.json'), 'history: 5');
    expect(await home.failure('doctor')).toMatchObject({ exit: 2, message: expect.stringContaining('config.json') });
  });
});

describe('the model service', () => {
  const served = async (...script: readonly Act[]) => {
    const provider = await fakeProvider(...script);
    return { provider, env: { TZUROT_LLM_URL: provider.url, TZUROT_LLM_KEY: 'sk-test-ada-0123456789' } };
  };

  it('is asked whether it is there', async () => {
    const { provider, env } = await served(says('Always.'));
    const { code, check } = await examined(await aHome(), '', { env });
    expect({ code, provider: check('provider')?.message }).toEqual({
      code: 0,
      provider: expect.stringContaining(new URL(provider.url).host),
    });
    expect(provider.requests).toMatchObject([
      { method: 'GET', path: '/v1/models', headers: { authorization: 'Bearer sk-test-ada-0123456789' } },
    ]);
  });

  it('is asked what its key is good for, where that is OpenRouter', async () => {
    const { provider } = await served(says('Always.'));
    const env = { OPENROUTER_API_KEY: 'sk-or-v1-ada', TZUROT_OPENROUTER_URL: provider.url };
    expect(await examined(await aHome(), '', { env })).toMatchObject({ code: 0 });
    expect(provider.requests).toMatchObject([{ path: '/v1/key', headers: { authorization: 'Bearer sk-or-v1-ada' } }]);
  });

  it('is left in peace with --offline', async () => {
    const { provider, env } = await served(says('Always.'));
    const { code, check } = await examined(await aHome(), '--offline', { env });
    expect({ code, status: check('provider')?.status }).toEqual({ code: 0, status: 'skip' });
    expect(provider.requests).toEqual([]);
  });

  it('that refuses the key is an illness outside of the home: exit code 6', async () => {
    const { env } = await served(refuses(401));
    const { code, unwell } = await examined(await aHome(), '', { env });
    expect({ code, unwell }).toMatchObject({
      code: 6,
      unwell: [{ id: 'provider', status: 'fail', message: expect.stringContaining('does not accept the key') }],
    });
  });

  it('that is not there is one too', async () => {
    const env = { TZUROT_LLM_URL: 'http://127.0.0.1:1/v1' };
    expect(await examined(await aHome(), '', { env })).toMatchObject({
      code: 6,
      unwell: [{ id: 'provider', status: 'fail' }],
    });
  });

  it('does not make an illness of the home a smaller one', async () => {
    const home = await aHome();
    chmodSync(join(home.path, 'tzurot.db'), 0o644);
    const env = { TZUROT_LLM_URL: 'http://127.0.0.1:1/v1' };
    expect(await examined(home, '', { env })).toMatchObject({ code: 7 });
  });
});
