import { createServer } from 'node:net';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aPng } from '../domain/png/pictures.js';
import { openDiscord } from '../fakes/discord/open.js';
import { ask } from '../adapters/web/stage.js';
import { aHome, aHomeWithLilith, laid, type Home } from '../support/run-command.js';
import { runProcess, start } from '../support/run-command-process.js';
import { atTerminal, ctrl } from '../support/run-command-terminal.js';

type Env = Readonly<Record<string, string>>;

/** A daemon that listens, and the port it listens at. */
async function served(home: Home, env: Env) {
  const running = start(home, 'serve', { env });
  const heard = createInterface({ input: running.process.stderr ?? process.stdin });
  const port = Promise.withResolvers<number>();
  heard.on('line', line => {
    const found = /Listening for requests at http:\/\/127\.0\.0\.1:(\d+)\./.exec(line)?.[1];
    if (found !== undefined) port.resolve(Number(found));
  });
  void running.ended.then(({ stderr }) => port.reject(new Error(`It ended: ${stderr}`)));
  return { ...running, port: await port.promise };
}

async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('without a token for Discord', () => {
  it('shows the pictures of whoever is here, until told to stop', async () => {
    const home = await aHomeWithLilith();
    const bytes = aPng();
    const { sha256 } = await home.json<{ sha256: string }>(
      `personality avatar set lilith ${laid(home, 'a.png', bytes)}`,
    );
    const { process: daemon, port, ended } = await served(home, { TZUROT_HTTP_PORT: '0' });
    const shown = await ask(port, `/avatars/${sha256}.png`);
    expect(shown).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
    expect(shown.body.equals(bytes)).toBe(true);
    const health = await ask(port, '/health');
    expect({ status: health.status, body: health.body.toString() }).toEqual({ status: 200, body: 'ok\n' });

    expect(await home.run('personality delete lilith --yes')).toMatchObject({ code: 0 });
    expect(await ask(port, `/avatars/${sha256}.png`)).toMatchObject({ status: 404 });

    daemon.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(stderr).toContain('There is no token for Discord (DISCORD_TOKEN), so this is only for requests.');
  });

  it('is a conversation as well, where somebody sits', async () => {
    const terminal = atTerminal(await aHomeWithLilith(), 'serve', { TZUROT_HTTP_PORT: '0' });
    await terminal.sees('this is only the terminal.');
    const port = Number(/127\.0\.0\.1:(\d+)\.\s/.exec(await terminal.sees('\nyou: '))?.[1]);
    expect(await ask(port, '/health')).toMatchObject({ status: 200 });
    terminal.types(ctrl.d);
    expect(await terminal.ended).toMatchObject({ code: 0 });
    await expect(ask(port, '/health')).rejects.toThrow('ECONNREFUSED');
  });

  it('has nothing to do where nobody wants requests either', async () => {
    const home = await aHome();
    const env = { TZUROT_PUBLIC_URL: 'https://bees.example', TZUROT_HTTP_PORT: 'off' };
    for (const manner of [{}, { env }])
      expect(await home.failure('serve', manner)).toMatchObject({ code: 'not_found' });
  });

  it('says so when somebody else has the port', async () => {
    const home = await aHome();
    const port = await aTakenPort();
    const { code, stderr } = await runProcess(home, 'serve', { env: { PORT: String(port) } });
    expect(code).toBe(6);
    expect(stderr).toContain(`Another program listens at port ${port} of 127.0.0.1 already.`);
  });
});

describe('with a token for Discord', () => {
  it('is well while it is connected, tells nothing else, and ends with it', async () => {
    const discord = await openDiscord();
    onTestFinished(() => discord.close());
    const home = await aHome();
    const {
      process: daemon,
      port,
      ended,
    } = await served(home, {
      DISCORD_TOKEN: discord.token,
      TZUROT_DISCORD_API_URL: discord.apiUrl,
      TZUROT_HTTP_PORT: '0',
    });
    const health = () => ask(port, '/health');
    const { status, body, headers } = await vi.waitUntil(
      async () => {
        const answer = await health();
        return answer.status === 200 && answer;
      },
      { timeout: 20_000 },
    );
    expect(status).toBe(200);
    const told = JSON.stringify({ ...headers, date: '' }) + body.toString();
    expect(told).not.toMatch(/\d{15,}|\d+\.\d+\.\d+|tzurot|node|\/home|\/tmp/i);
    await discord.close();
    await vi.waitUntil(async () => (await health()).status === 503, { timeout: 20_000 });
    daemon.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });
});

describe('where it listens', () => {
  type Explained = { readonly value: unknown; readonly from: string };
  const explained = async (home: Home, key: string, env: Env) => home.json<Explained>(`config explain ${key}`, { env });

  it('is said in the environment, by the name that other places use as well', async () => {
    const home = await aHome();
    expect(await explained(home, 'http.port', { PORT: '3000' })).toMatchObject({ value: 3000, from: 'environment' });
    expect(await explained(home, 'http.port', { TZUROT_HTTP_PORT: '3001' })).toMatchObject({ value: 3001 });
    expect(await explained(home, 'http.host', {})).toMatchObject({ value: '127.0.0.1', from: 'default' });
  });

  it.each([
    ['TZUROT_HTTP_PORT', '65536'],
    ['TZUROT_HTTP_PORT', 'http'],
    ['TZUROT_HTTP_HOST', '127.0.0.1/8'],
    ['TZUROT_HTTP_HOST', 'http://localhost'],
  ])('cannot be %s=%s', async (name, value) => {
    expect(await (await aHome()).failure('config list', { env: { [name]: value } })).toMatchObject({
      exit: 2,
      message: expect.stringContaining(name),
    });
  });
});
