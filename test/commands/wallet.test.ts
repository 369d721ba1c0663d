import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keyService } from '../fakes/key-service.js';
import { fakeProvider, neverAnswers, refuses, type Act } from '../fakes/provider.js';
import { aHome, anEmptyPlace, idOf, type Home } from '../support/run-command.js';
import { leaksOf } from '../support/leaks.js';
import { runProcess, start } from '../support/run-command-process.js';

const [ada, bob, mallory] = [idOf('ada'), idOf('bob'), idOf('mallory')];
const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;
const other = `sk-or-v1-${'fedcba9876543210'.repeat(4)}`;
const voice = `sk_${'0123456789abcdef'.repeat(3)}`;
const local = 'a-key-of-no-shape-at-all';
const shapeless = 'Qz7fY2mW9cX4bN8vL1kP';
const wordy = 'kqzjxwvhgbpdmfyt';

const service = keyService({ [key]: {}, [other]: { limit: null, limit_remaining: null }, [voice]: {} });

/** A home of ada’s, and a service that first follows a script, and then knows the keys above. */
async function served(...script: readonly Act[]) {
  const provider = await fakeProvider(...script, service.act);
  onTestFinished(provider.close);
  const home = await aHome();
  await home.run(`init --owner ${ada}`);
  const env = {
    TZUROT_OPENROUTER_URL: provider.url,
    TZUROT_ELEVENLABS_URL: new URL(provider.url).origin,
    TZUROT_LLM_URL: provider.url,
  };
  return { provider, home, env };
}

/** Every byte that is stored, and what a key of it would look like. */
const storedIn = (home: Home): string =>
  readdirSync(home.folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(home.folder, name))
    .filter(path => statSync(path).isFile())
    .map(path => readFileSync(path, 'latin1'))
    .join('\n');

const list = (home: Home, as = ada) => home.json(`wallet list --as ${as}`);

describe('wallet set', () => {
  it('asks the provider, seals, stores, and says what the key may spend', async () => {
    const { provider, home, env } = await served();
    const { code, stdout, stderr } = await home.run('wallet set openrouter', { env, input: `${key}\n` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      'Stored the key …cdef for OpenRouter, sealed.\n  limit  $10.00, anew monthly\n  left   $7.50\n',
    );
    expect(provider.requests).toMatchObject([{ path: '/v1/key', headers: { authorization: `Bearer ${key}` } }]);
  });

  it('says the same to a script', async () => {
    const { home, env } = await served();
    expect(await home.json('wallet set openrouter', { env, input: key })).toEqual({
      provider: 'openrouter',
      fingerprint: 'cdef',
      verified: true,
      proves: 'key',
      limits: { limitMicroUsd: 10_000_000, remainingMicroUsd: 7_500_000, resets: 'monthly', isFreeTier: false },
      remarks: [],
    });
  });

  it('advises a cap where there is none', async () => {
    const { home, env } = await served();
    const { stdout, stderr } = await home.run('wallet set openrouter', { env, input: other });
    expect(stdout).toContain('  limit  none\n');
    expect(stderr).toContain('This key has no limit.');
    expect(stderr).toContain('usage budget set');
  });

  it('takes what people paste around a key', async () => {
    const { home, env } = await served();
    await home.json('wallet set openrouter', { env, input: `export OPENROUTER_API_KEY="${key}"\r\n` });
    expect(await list(home)).toMatchObject([{ fingerprint: 'cdef' }]);
  });

  it('takes a key from a file', async () => {
    const { home, env } = await served();
    const path = join(home.folder, 'key.txt');
    writeFileSync(path, `${key}\n`);
    expect(await home.json(`wallet set openrouter --from-file ${path}`, { env })).toMatchObject({ verified: true });
  });

  it('does not repeat the name of a file that is not there: it may be the key', async () => {
    const { home, env } = await served();
    const failure = await home.failure(`wallet set openrouter --from-file ${local}`, { env });
    expect(failure).toMatchObject({ exit: 3, code: 'not_found' });
    expect(JSON.stringify(failure)).not.toContain(local);
  });

  it('stores without asking when it is told to', async () => {
    const { provider, home, env } = await served();
    expect(await home.json('wallet set openrouter --no-verify', { env, input: `sk-or-${local}` })).toEqual({
      provider: 'openrouter',
      fingerprint: '-all',
      verified: false,
      proves: null,
      limits: null,
      remarks: [],
    });
    expect(provider.requests).toEqual([]);
  });

  it('replaces an earlier key', async () => {
    const { home, env } = await served();
    for (const input of [key, other]) await home.run('wallet set openrouter', { env, input });
    expect(await list(home)).toMatchObject([{ provider: 'openrouter', fingerprint: '3210' }]);
  });

  it('knows a good key of ElevenLabs', async () => {
    const { provider, home, env } = await served();
    const { remarks } = await home.json<{ remarks: string[] }>('wallet set elevenlabs', { env, input: voice });
    expect(remarks).toEqual(['It is on the plan creator; 4000 of the 100000 characters of this period are used.']);
    expect(provider.requests).toMatchObject([{ path: '/v1/user/subscription', headers: { 'xi-api-key': voice } }]);
  });

  it('says of an endpoint that it answers, and that this proves no key', async () => {
    const { home, env } = await served();
    expect(await home.json('wallet set openai-compatible', { env, input: local })).toMatchObject({
      verified: true,
      proves: 'endpoint',
      remarks: [expect.stringContaining('Whether the key is good it did not say')],
    });
  });

  it('has no key for an endpoint that nobody named, and does not ask for one', async () => {
    const { home } = await served();
    expect(await home.failure('wallet set openai-compatible', { input: local })).toMatchObject({
      exit: 2,
      try: 'config set llm.url URL',
    });
  });

  it('sends no key to an endpoint of the config file over plain http', async () => {
    const { home } = await served();
    await home.run('config set llm.url http://models.example/v1');
    expect(await home.failure('wallet set openai-compatible', { input: local })).toMatchObject({
      exit: 2,
      message: expect.stringContaining('over plain http'),
    });
  });

  it('wants a home', async () => {
    expect(await anEmptyPlace().failure('wallet set openrouter', { input: key })).toMatchObject({
      exit: 3,
      try: 'init',
    });
  });
});

describe('a key that is not taken', () => {
  it.each([
    [refuses(401), 5, 'does not accept this key'],
    [refuses(402), 5, 'out of credit'],
    [refuses(403), 6, 'refuses to speak to us'],
    [refuses(404), 6, 'nothing at the address'],
    [refuses(408), 6, 'took too long'],
    [refuses(429), 6, 'asked too often'],
    [refuses(500), 6, 'trouble of its own'],
    [refuses(200, '<html>Hello</html>'), 6, 'makes no sense'],
    [((response): void => void response.socket?.destroy()) satisfies Act, 6, 'could not be asked'],
  ])('is not stored (%#)', async (act, exit, words) => {
    const { home, env } = await served(act);
    const failure = await home.failure('wallet set openrouter', { env, input: other });
    expect(failure).toMatchObject({ exit, message: expect.stringContaining(words) });
    expect(failure.message).toMatch(/Nothing was stored\.$/);
    expect(failure.details).toMatchObject({ failure: expect.any(String) });
    expect(await list(home)).toEqual([]);
  });

  it('leaves the one that was there', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    await home.run('wallet set openrouter', { env, input: `${other}0` });
    expect(await list(home)).toMatchObject([{ fingerprint: 'cdef' }]);
  });

  it('may be one for management, which makes keys and is none', async () => {
    const management = keyService({ [key]: { is_management_key: true } });
    const { home, env } = await served(management.act);
    expect(await home.failure('wallet set openrouter', { env, input: key })).toMatchObject({
      exit: 5,
      message: expect.stringContaining('management key'),
    });
  });

  it.each(['', '   ', 'sk-or-v1 with spaces in it', 'sk-or-v1', 'x'.repeat(600)])(
    'is refused without a call when it cannot be one: %j',
    async input => {
      const { provider, home, env } = await served();
      expect(await home.failure('wallet set openrouter', { env, input })).toMatchObject({ exit: 2, code: 'invalid' });
      expect(provider.requests).toEqual([]);
    },
  );

  it('is never sent where a redirect leads', async () => {
    const elsewhere = await fakeProvider(service.act);
    onTestFinished(elsewhere.close);
    for (const status of [301, 302, 303, 307, 308]) {
      const redirect: Act = response => {
        response.writeHead(status, { location: `${elsewhere.url}/key` });
        response.end();
      };
      for (const [provider, input] of [
        ['openrouter', key],
        ['elevenlabs', voice],
        ['openai-compatible', local],
      ] as const) {
        const { home, env } = await served(redirect);
        expect(await home.failure(`wallet set ${provider}`, { env, input })).toMatchObject({ exit: 6 });
      }
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it('is repeated nowhere, though the service repeats it', async () => {
    const unknown = 'sk-or-nobody-knows-me-0123456789';
    const { home, env } = await served();
    const set = { env: { ...env, LOG_LEVEL: 'debug' }, input: unknown };
    const outcomes = [
      await home.run('wallet set openrouter', set),
      await home.run('wallet set openrouter --json', set),
      await runProcess(home, 'wallet set openrouter', set),
    ];
    expect(outcomes.map(({ code }) => code)).toEqual([5, 5, 5]);
    expect(JSON.stringify(outcomes)).not.toContain('nobody-knows-me');
    expect(storedIn(home)).not.toContain('nobody-knows-me');
  });
});

describe.skipIf(process.platform === 'win32')('a file that never ends, or never begins', () => {
  const strange = (home: Home) => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(home.folder, 'pipe')]);
    symlinkSync('/dev/zero', join(home.folder, 'zero'));
    return ['pipe', 'zero'].map(name => join(home.folder, name));
  };

  it('is no key', async () => {
    const { provider, home, env } = await served();
    for (const file of strange(home))
      expect(await runProcess(home, `wallet set openrouter --from-file ${file}`, { env })).toMatchObject({ code: 2 });
    expect(provider.requests).toEqual([]);
  });

  it('is no recovery copy', async () => {
    const home = await aHome();
    for (const file of strange(home))
      expect(await runProcess(home, `init --recovery ${file}`)).toMatchObject({ code: 2 });
  });

  it('is no key of the home’s', async () => {
    const home = await aHome();
    for (const file of strange(home))
      expect(await runProcess(home, 'wallet list', { env: { OPENROUTER_API_KEY_FILE: file } })).toMatchObject({
        code: 6,
        stderr: expect.stringContaining('cannot be read'),
      });
  });
});

describe('a key on the command line', () => {
  it.each([
    `wallet set openrouter ${local}`,
    `wallet set openrouter sk-test`,
    `wallet set openrouter=${local}`,
    `wallet set ${local}`,
    `wallet set openrouter --key ${local}`,
    `wallet set openrouter --key=${local}`,
    `wallet set openrouter --api-key=${local}`,
    `wallet set openrouter -k ${local}`,
    `wallet set openrouter -k${local}`,
    `wallet set openrouter --json ${local}`,
    `wallet set openrouter -- ${local}`,
    `wallet set --${local}`,
    `wallet test openrouter ${local}`,
    `wallet remove openrouter ${local}`,
    `wallet list ${local}`,
    `login openrouter ${local}`,
  ])('is refused, with the safe ways, and not repeated: %s', async line => {
    const { provider, home, env } = await served();
    const { code, stdout, stderr } = await home.run(line, { env });
    expect(code).toBe(2);
    const said = stdout + stderr;
    for (const way of ['history of your shell', 'when you are asked', 'pipe it in', '--from-file'])
      expect(said).toContain(way);
    expect(said).not.toContain(local);
    expect(said).not.toContain('sk-test');
    expect(storedIn(home)).not.toContain(local);
    expect(provider.requests).toEqual([]);
  });

  it.each([
    `wallet sett openrouter ${local}`,
    `walet set openrouter ${local}`,
    `chat --key=${local}`,
    `${local}`,
    `--${shapeless}`,
    `walet set openrouter ${wordy}`,
    `wallet set ${wordy}`,
    `key rotate ${shapeless}`,
    `key status ${shapeless}`,
    `init ${shapeless}`,
    `usage --by ${shapeless}`,
    `chat -k${shapeless}`,
  ])('is not repeated where it makes no sense either: %s', async line => {
    const { home, env } = await served();
    const { code, stdout, stderr } = await home.run(line, { env });
    expect(code).toBe(2);
    for (const secret of [local, shapeless, wordy]) expect(stdout + stderr).not.toContain(secret);
  });
});

describe.skipIf(process.platform !== 'linux')('while a key is in use', () => {
  it.each([
    ['from a file', 'wallet set openrouter --from-file key.txt', ''],
    ['from a pipe', 'wallet set openrouter', key],
  ])('nobody sees it in the list of processes: %s', async (_, line, input) => {
    const { provider, home, env } = await served(neverAnswers);
    writeFileSync(join(home.folder, 'key.txt'), key);
    const running = start(home, line, { env, input });
    await provider.asked(1);
    const seen = ['cmdline', 'environ'].map(name => readFileSync(`/proc/${running.process.pid}/${name}`, 'utf8'));
    expect(seen.join('')).toContain('wallet');
    expect(leaksOf(key.slice(9, 60), seen.join(''))).toEqual([]);
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 143, stderr: expect.not.stringContaining('0123') });
  });
});

describe('wallet list', () => {
  it('shows what there is, and nothing of the key but its end', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    await home.run('wallet set elevenlabs', { env, input: voice });
    await home.run('wallet test openrouter', { env });
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
    expect(await list(home)).toEqual([
      { provider: 'elevenlabs', fingerprint: 'cdef', active: true, createdAt: iso, lastUsedAt: null },
      { provider: 'openrouter', fingerprint: 'cdef', active: true, createdAt: iso, lastUsedAt: iso },
    ]);
    const { stdout } = await home.run('wallet list');
    expect(stdout).toMatch(/^openrouter +…cdef +active +just now +just now$/m);
  });

  it('says how to begin', async () => {
    const { home } = await served();
    expect(await home.run('wallet list')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('wallet set openrouter'),
    });
    expect(await list(home)).toEqual([]);
  });

  it('shows everybody their own', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    await home.run(`wallet set openrouter --as ${bob}`, { env, input: other });
    expect(await list(home, ada)).toMatchObject([{ fingerprint: 'cdef' }]);
    expect(await list(home, bob)).toMatchObject([{ fingerprint: '3210' }]);
    expect(await list(home, mallory)).toEqual([]);
  });
});

describe('wallet test', () => {
  it('asks again', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    expect(await home.json('wallet test openrouter', { env })).toEqual({
      provider: 'openrouter',
      ok: true,
      proves: 'key',
      limits: { limitMicroUsd: 10_000_000, remainingMicroUsd: 7_500_000, resets: 'monthly', isFreeTier: false },
      remarks: [],
    });
    expect((await home.run('wallet test openrouter', { env })).stdout).toContain('Your key for OpenRouter is good.');
  });

  it('tells that a key is no longer good', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter --no-verify', { env, input: `${key}0` });
    expect(await home.failure('wallet test openrouter', { env })).toMatchObject({
      exit: 5,
      try: 'wallet set openrouter',
      details: { failure: 'authentication' },
    });
  });

  it('has nothing to ask where there is no key', async () => {
    const { provider, home, env } = await served();
    expect(await home.failure('wallet test openrouter', { env })).toMatchObject({
      exit: 3,
      try: 'wallet set openrouter',
    });
    expect(provider.requests).toEqual([]);
  });

  it('asks nobody with a key that was copied into another’s row', async () => {
    const { provider, home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    await home.run(`wallet set openrouter --as ${mallory}`, { env, input: other });
    const asked = provider.requests.length;
    tampered(home, 'UPDATE sealed_keys SET sealed = (SELECT sealed FROM sealed_keys WHERE fingerprint = ?)', 'cdef');
    expect(await home.failure(`wallet test openrouter --as ${mallory}`, { env })).toMatchObject({ exit: 7 });
    expect(provider.requests).toHaveLength(asked);
    expect(await home.json('wallet test openrouter', { env })).toMatchObject({ ok: true });
  });

  it('asks nobody with a key whose provider was changed', async () => {
    const { provider, home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    tampered(home, "UPDATE sealed_keys SET provider = 'elevenlabs' WHERE fingerprint = ?", 'cdef');
    expect(await home.failure('wallet test elevenlabs', { env })).toMatchObject({ exit: 7 });
    expect(provider.requests).toHaveLength(1);
  });

  it('sends a key nowhere but to the endpoint it was stored for', async () => {
    const { provider, home, env } = await served();
    await home.run('wallet set openai-compatible', { env, input: local });
    const elsewhere = await fakeProvider(service.act);
    onTestFinished(elsewhere.close);
    const moved = { env: { ...env, TZUROT_LLM_URL: elsewhere.url } };
    expect(await home.failure('wallet test openai-compatible', moved)).toMatchObject({ exit: 5 });
    expect(elsewhere.requests).toEqual([]);
    expect(provider.requests).toHaveLength(1);
  });
});

describe('wallet remove', () => {
  it('removes a key, and says so once', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    expect(await home.json('wallet remove openrouter')).toEqual({ provider: 'openrouter', removed: true });
    expect(await list(home)).toEqual([]);
    expect(await home.failure('wallet remove openrouter')).toMatchObject({ exit: 3, code: 'not_found' });
  });

  it('does not remove somebody else’s', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    expect(await home.failure(`wallet remove openrouter --as ${mallory}`)).toMatchObject({ exit: 3 });
    expect(await list(home)).toHaveLength(1);
  });
});

it('names the provider that was probably meant', async () => {
  const { home } = await served();
  expect(await home.failure('wallet set opnrouter')).toMatchObject({
    exit: 2,
    message: 'There is no provider “opnrouter”. Did you mean “openrouter”?',
  });
});

describe('a home with keys in it', () => {
  it('holds up, and has the key nowhere in the clear', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    expect(await home.json('verify')).toMatchObject({ ok: true, tables: { sealed_keys: { rows: 1 } } });
    expect(await home.json('key status')).toMatchObject({ rows: { [keyIdOf(home)]: 1 } });
    expect(storedIn(home)).not.toContain(key.slice(9, 40));
  });

  it('is found out when a key does not open', async () => {
    const { home, env } = await served();
    await home.run('wallet set openrouter', { env, input: key });
    tampered(home, "UPDATE sealed_keys SET endpoint = 'https://evil.example' WHERE fingerprint = ?", 'cdef');
    const { code, stdout } = await home.run('verify --json');
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 7, secretsDecryptable: false });
  });
});

/** Does something to the database that the program would not do. */
function tampered(home: Home, sql: string, value: string): void {
  const db = new Sqlite(join(home.path, 'tzurot.db'));
  db.prepare(sql).run(value);
  db.close();
}

function keyIdOf(home: Home): string {
  const db = new Sqlite(join(home.path, 'tzurot.db'), { readonly: true });
  const id = db.prepare<[], string>('SELECT key_id FROM key_epochs').pluck().get() ?? '';
  db.close();
  return id;
}
