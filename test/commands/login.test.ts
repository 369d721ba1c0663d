import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keyService } from '../fakes/key-service.js';
import { fakeProvider, refuses, type Act } from '../fakes/provider.js';
import { aHome, anEmptyPlace, idOf, type Home } from '../support/run-command.js';
import { start, type Running } from '../support/run-command-process.js';

const bob = idOf('bob');
const fresh = `sk-or-v1-${'0a1b2c3d'.repeat(8)}`;
const service = keyService({ [fresh]: { limit: null, limit_remaining: null } }, fresh);

async function served(...script: readonly Act[]) {
  const provider = await fakeProvider(...script, service.act);
  onTestFinished(provider.close);
  return { provider, home: await aHome(), env: { TZUROT_OPENROUTER_URL: provider.url } };
}

const logOf = (home: Home) => {
  const folder = join(home.path, 'logs');
  return existsSync(folder)
    ? readdirSync(folder)
        .map(name => home.read(`logs/${name}`))
        .join('')
    : '';
};

/** A sign-in that waits, and the page it named. */
async function signingIn(home: Home, env: Record<string, string>, line = 'login openrouter --no-browser') {
  const running = start(home, line, { env, input: 'open' });
  return { running, page: await pageIn(running) };
}

async function pageIn({ process: { stderr } }: Running): Promise<string> {
  let said = '';
  for (;;) {
    const [piece] = await once(stderr ?? process.stderr, 'data');
    said += String(piece);
    const page = /^ {2}(http\S+)$/m.exec(said)?.[1];
    if (page !== undefined) return page;
  }
}

/** Goes to an address as a browser does. */
async function visit(address: string, headers: Record<string, string> = {}): Promise<number> {
  const [response] = await once(request(address, { headers }).end(), 'response');
  response.resume();
  return response.statusCode;
}

const list = (home: Home) => home.json('wallet list');

describe('login openrouter', () => {
  it('waits for the browser to come back, and stores the key', async () => {
    const { provider, home, env } = await served();
    const { running, page } = await signingIn(home, env);
    expect(page).toMatch(
      new RegExp(`^${new URL(provider.url).origin}/auth\\?callback_url=http%3A%2F%2F127\\.0\\.0\\.1`),
    );
    expect(await visit(service.agree(page))).toBe(200);
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain('Signed in. Stored the key …2c3d for OpenRouter, sealed.\n  limit  none\n');
    expect(stderr).toContain('usage budget set');
    expect(await list(home)).toMatchObject([{ provider: 'openrouter', fingerprint: '2c3d', active: true }]);
    expect(provider.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/auth/keys',
      'GET /v1/key',
    ]);
  });

  it('says one document to a script', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env, 'login openrouter --no-browser --json');
    await visit(service.agree(page));
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ provider: 'openrouter', fingerprint: '2c3d', verified: true });
  });

  it('stores the key as that of whoever acts', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env, `login openrouter --no-browser --as ${bob}`);
    await visit(service.agree(page));
    await running.ended;
    expect(await list(home)).toEqual([]);
    expect(await home.json(`wallet list --as ${bob}`)).toHaveLength(1);
  });

  it('takes the address one was sent to, pasted', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env);
    running.process.stdin?.write(`${service.agree(page)}\n`);
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(await list(home)).toHaveLength(1);
  });

  it('takes the code alone, piped in', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env);
    running.process.stdin?.end(new URL(service.agree(page)).searchParams.get('code'));
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(await list(home)).toHaveLength(1);
  });

  it('waits for the browser also when there is nothing to read', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env);
    running.process.stdin?.end();
    await visit(service.agree(page));
    expect(await running.ended).toMatchObject({ code: 0 });
  });

  it('does not take the address of another sign-in', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env);
    const address = service.agree(page).replace(/callback\/[\w-]+/, 'callback/AAAAAAAAAAAAAAAAAAAAAA');
    expect(await visit(address)).toBe(404);
    running.process.stdin?.write(`${address}\n`);
    expect(await running.ended).toMatchObject({ code: 2, stderr: expect.stringContaining('is not the address') });
    expect(await list(home)).toEqual([]);
  });

  it('does not take a code that was made for another sign-in', async () => {
    const { home, env } = await served();
    const [mine, other] = [await signingIn(home, env), await signingIn(home, env)];
    const { searchParams } = new URL(service.agree(other.page));
    await visit(`${new URL(mine.page).searchParams.get('callback_url')}?code=${searchParams.get('code')}`);
    expect(await mine.running.ended).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('did not take the code'),
    });
    other.running.process.kill('SIGTERM');
    await other.running.ended;
    expect(await list(home)).toEqual([]);
  });

  it('is not led astray by a page that calls this machine by another name', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env);
    expect(await visit(service.agree(page), { host: 'evil.example' })).toBe(404);
    await visit(service.agree(page));
    expect(await running.ended).toMatchObject({ code: 0 });
  });

  it('shows and keeps neither the code nor the key, though the service repeats them', async () => {
    const { home, env } = await served(refuses(500, { error: fresh }));
    const { running, page } = await signingIn(home, { ...env, LOG_LEVEL: 'debug' });
    const address = service.agree(page);
    const code = new URL(address).searchParams.get('code') ?? '';
    await visit(address);
    const { code: exit, stdout, stderr } = await running.ended;
    expect(exit).toBe(6);
    for (const secret of [code, fresh]) expect(stdout + stderr).not.toContain(secret);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends by %s, and stores nothing', async signal => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, env);
    running.process.kill(signal);
    expect(await running.ended).toMatchObject({ code: signal === 'SIGINT' ? 130 : 143 });
    expect(logOf(home)).not.toContain('unforeseen');
    await expect(visit(service.agree(page))).rejects.toThrow();
    expect(await list(home)).toEqual([]);
  });

  it('wants a home', async () => {
    expect(await anEmptyPlace().failure('login openrouter')).toMatchObject({ exit: 3, try: 'init' });
  });
});

describe('a browser', () => {
  /** A folder with a program in it that writes down what it was called with. */
  function aScreen(home: Home) {
    const folder = join(home.folder, 'bin');
    const called = join(home.folder, 'called');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'xdg-open'),
      `#!/bin/sh\n(echo "$@"; env) > ${called}.new\nmv ${called}.new ${called}\n`,
    );
    chmodSync(join(folder, 'xdg-open'), 0o755);
    const path = `${folder}:${process.env['PATH']}`;
    return {
      called,
      env: {
        PATH: path,
        DISPLAY: ':7',
        DISCORD_TOKEN: 'the-token',
        OPENROUTER_API_KEY: 'the-key',
        db_password: 'the-pass',
      },
    };
  }

  const whenThere = async (path: string): Promise<string> => {
    while (!existsSync(path)) await new Promise(resolve => void setImmediate(resolve));
    return readFileSync(path, 'utf8');
  };

  it.skipIf(process.platform === 'darwin')('is opened where there is a screen, and told nothing secret', async () => {
    const { home, env } = await served();
    const screen = aScreen(home);
    const { running, page } = await signingIn(home, { ...env, ...screen.env }, 'login openrouter');
    const called = await whenThere(screen.called);
    expect(called.split('\n')[0]).toBe(page);
    expect(called).not.toMatch(/the-token|the-key|the-pass/);
    await visit(service.agree(page));
    expect(await running.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('A browser should open') });
  });

  it('is not opened when nobody wants it', async () => {
    const { home, env } = await served();
    const screen = aScreen(home);
    const { running, page } = await signingIn(home, { ...env, ...screen.env });
    await visit(service.agree(page));
    expect(await running.ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Open this page') });
    expect(existsSync(screen.called)).toBe(false);
  });

  it('that cannot be opened is no misfortune', async () => {
    const { home, env } = await served();
    const { running, page } = await signingIn(home, { ...env, PATH: '/nowhere', DISPLAY: ':7' }, 'login openrouter');
    await visit(service.agree(page));
    expect(await running.ended).toMatchObject({ code: 0 });
  });
});
