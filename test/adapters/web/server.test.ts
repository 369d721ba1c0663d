import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { openWeb } from '../../../src/adapters/web/server.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { fakeLog } from '../../fakes/log.js';
import { ask, aSocket, aWeb, bytes, face, gone, said, statusesIn } from './stage.js';

const unknown = 'b'.repeat(64);
const avatar = `/avatars/${face}`;

describe('a picture', () => {
  it('is served as what it is, for good, and as nothing else', async () => {
    const { port } = await aWeb();
    const { status, headers, body } = await ask(port, avatar);
    expect(status).toBe(200);
    expect(body).toEqual(bytes);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      etag: `"${face}"`,
    });
    expect(Object.keys(headers).filter(name => /^access-control|^server$|^x-powered/.test(name))).toEqual([]);
  });

  it.each(['.png', '.jpg', '.jpeg', '.gif', '.webp', '?v=2', '.png?v=2'])('may be asked for with %s', async ending => {
    const { port } = await aWeb();
    expect(await ask(port, avatar + ending)).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
  });

  it('has a head of its own, which is not read from the store', async () => {
    const { port } = await aWeb({ gallery: { bytes: () => Promise.reject(new Error('It was read.')) } });
    const { status, headers, body } = await ask(port, avatar, { method: 'HEAD' });
    expect({ status, length: headers['content-length'], body: body.length }).toEqual({
      status: 200,
      length: String(bytes.length),
      body: 0,
    });
  });

  it.each([`"${face}"`, `W/"${face}"`, `"other", "${face}"`, '*'])(
    'is not sent again to whoever has it: %s',
    async known => {
      const { port } = await aWeb({ gallery: { bytes: () => Promise.reject(new Error('It was read.')) } });
      const { status, headers, body } = await ask(port, avatar, { headers: { 'if-none-match': known } });
      expect({ status, etag: headers.etag, body: body.length }).toEqual({ status: 304, etag: `"${face}"`, body: 0 });
    },
  );

  it('is sent to whoever has another one', async () => {
    const { port } = await aWeb();
    expect(await ask(port, avatar, { headers: { 'if-none-match': `"${unknown}"` } })).toMatchObject({ status: 200 });
  });

  it('that nobody has is not there, and that is not kept', async () => {
    const { port } = await aWeb();
    expect(await ask(port, `/avatars/${unknown}`)).toMatchObject({
      status: 404,
      headers: { 'cache-control': 'no-store' },
    });
    const withKnown = { headers: { 'if-none-match': `"${unknown}"` } };
    expect(await ask(port, `/avatars/${unknown}`, withKnown)).toMatchObject({ status: 404 });
  });

  it('that went between two looks is not there', async () => {
    const { port } = await aWeb({ gallery: { bytes: async () => undefined } });
    const { status, headers } = await ask(port, avatar);
    expect({ status, kept: headers['cache-control'] }).toEqual({ status: 404, kept: 'no-store' });
  });

  it.each(['image/svg+xml', 'text/html'])('of the kind %s is none', async type => {
    const { port } = await aWeb({ gallery: { find: async () => ({ type, size: 8 }) } });
    expect(await ask(port, avatar)).toMatchObject({ status: 404 });
  });

  it('is in memory once, however many take it at the same time, and not longer', async () => {
    const reading = vi.fn<() => void>();
    const read = Promise.withResolvers<Uint8Array>();
    const bytesOf = () => {
      reading();
      return read.promise;
    };
    const asked = vi.fn<() => void>();
    const find = async () => {
      asked();
      return { type: 'image/png', size: bytes.length };
    };
    const { port } = await aWeb({ gallery: { bytes: bytesOf, find } });
    const together = Promise.all([ask(port, avatar), ask(port, avatar), ask(port, avatar)]);
    await vi.waitUntil(() => asked.mock.calls.length === 3);
    read.resolve(bytes);
    expect((await together).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(reading).toHaveBeenCalledTimes(1);
    await ask(port, avatar);
    expect(reading).toHaveBeenCalledTimes(2);
  });
});

describe('health', () => {
  it('is a word, whether or not it goes well', async () => {
    const well = await aWeb();
    expect(await ask(well.port, '/health')).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect((await ask(well.port, '/health')).body.toString()).toBe('ok\n');
    const ill = await aWeb({ isWell: async () => false });
    const { status, body } = await ask(ill.port, '/health');
    expect({ status, body: body.toString() }).toEqual({ status: 503, body: 'not well\n' });
  });

  it('has no body for HEAD', async () => {
    const { port } = await aWeb();
    const { status, body } = await ask(port, '/health', { method: 'HEAD' });
    expect({ status, body: body.length }).toEqual({ status: 200, body: 0 });
  });
});

describe('what fails', () => {
  it.each([
    [503, new TzurotError('unavailable', 'The store at /home/ada/tzurot.db is busy.')],
    [500, new Error('at /home/ada/tzurot.db')],
  ])('is %i, tells nothing of it, and is logged', async (status, error) => {
    const { port, log } = await aWeb({ gallery: { find: () => Promise.reject(error) } });
    const answer = await ask(port, avatar);
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).not.toContain('ada');
    expect(log.lines.map(({ level }) => level)).toEqual(['error']);
  });
});

describe('anything else', () => {
  it.each([
    [404, '/'],
    [404, '/metrics'],
    [404, '/avatars'],
    [404, '/avatars/'],
    [404, `/avatars/${face.toUpperCase()}`],
    [404, `/avatars/${face}.svg`],
    [404, `/avatars/${face}.png.html`],
    [404, `/avatars/${face}/`],
    [404, `/avatars/${face.slice(1)}`],
    [404, `//avatars/${face}`],
    [404, '/health/'],
    [400, '/../../etc/passwd'],
    [400, '/avatars/../health'],
    [400, '/avatars/./x'],
    [400, '/%2e%2e/%2e%2e/etc/passwd'],
    [400, `/avatars/${face}%00.png`],
    [400, '/avatars/a%00.png'],
    [400, String.raw`/avatars/..\..\etc\passwd`],
    [400, 'http://127.0.0.1/health'],
    [400, '*'],
  ])('is %i: %s', async (status, path) => {
    const { port } = await aWeb();
    const answer = await ask(port, path);
    expect(answer.status).toBe(status);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.body.toString()).not.toContain('etc');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('is not done: %s', async method => {
    const { port } = await aWeb();
    const answer = await ask(port, avatar, { method, headers: { 'x-canary': 'sesame' } });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD', connection: 'close' } });
    expect(answer.body.toString()).not.toContain('sesame');
  });

  it('is no tunnel', async () => {
    const { port } = await aWeb();
    expect(await said(port, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n')).toBe('');
  });
});

describe('names', () => {
  const bees = 'https://bees.example/tzurot';

  it.each([
    [200, '127.0.0.1'],
    [200, 'localhost:8787'],
    [200, 'LOCALHOST'],
    [200, '[::1]:8787'],
    [200, 'bees.example'],
    [200, 'bees.example:443'],
    [421, 'evil.com'],
    [421, 'bees.example.evil.com'],
    [421, '127.0.0.1.evil.com'],
    [421, '0.0.0.0'],
    [400, 'bees.example@evil.com'],
    [400, 'bees.example, evil.com'],
    [400, 'a b'],
  ])('%i for %s', async (status, host) => {
    const { port } = await aWeb({ publicUrl: bees });
    expect((await ask(port, '/health', { headers: { host } })).status).toBe(status);
  });

  it('is asked for once, and not more and not less', async () => {
    const { port } = await aWeb();
    const get = 'GET /health HTTP/1.1\r\n';
    expect(statusesIn(await said(port, `${get}Host: localhost\r\nHost: evil.com\r\n\r\n`))).toEqual(['400']);
    expect(statusesIn(await said(port, `${get}\r\n`))).toEqual(['400']);
    expect(statusesIn(await said(port, `${get}Host:\r\n\r\n`))).toEqual(['400']);
    expect(statusesIn(await said(port, 'GET /health HTTP/1.0\r\n\r\n'))).toEqual(['400']);
  });

  it.each([
    [200, 'https://bees.example'],
    [200, 'http://localhost:3000'],
    [403, 'https://evil.com'],
    [403, 'null'],
    [403, 'file://'],
  ])('%i to a page of %s, and never more than to anybody', async (status, origin) => {
    const { port } = await aWeb({ publicUrl: bees });
    const answer = await ask(port, '/health', { headers: { origin } });
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.headers).filter(name => name.startsWith('access-control'))).toEqual([]);
  });

  it('of the public address may come with its path, or without', async () => {
    const { port } = await aWeb({ publicUrl: bees });
    for (const path of [`/tzurot/avatars/${face}`, `/avatars/${face}`, '/tzurot/health'])
      expect(await ask(port, path)).toMatchObject({ status: 200 });
    expect(await ask(port, `/other/avatars/${face}`)).toMatchObject({ status: 404 });
  });

  it('is the address that somebody came to, too', async () => {
    const web = await openWeb(
      {
        gallery: { find: async () => undefined, bytes: async () => undefined },
        isWell: async () => true,
        log: fakeLog(),
      },
      { host: '0.0.0.0', port: 0, publicUrl: null },
    );
    try {
      const port = Number(new URL(web.address).port);
      const at = async (host: string, name: string) =>
        statusesIn(await said(port, `GET /health HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`, host));
      expect(await at('127.0.0.2', '127.0.0.2')).toEqual(['200']);
      expect(await at('127.0.0.2', '127.0.0.4')).toEqual(['421']);
    } finally {
      await web.close();
    }
  });
});

describe('what is no honest request', () => {
  const start = `GET /avatars/${face} HTTP/1.1\r\nHost: localhost\r\n`;
  const next = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';

  it.each([
    ['two lengths of a body', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two different lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!'],
    ['an encoding that nobody knows', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['a body', 'Content-Length: 5\r\n\r\nhello'],
    ['a body in pieces', 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
    ['a body that is announced', 'Content-Length: 5\r\nExpect: 100-continue\r\n\r\n'],
    ['a line that is folded', 'X-One: a\r\n b\r\n\r\n'],
    ['a name with a blank', 'Content-Length : 5\r\n\r\nhello'],
  ])('is refused, and nothing that comes after it is heard: %s', async (_, rest) => {
    const { port } = await aWeb();
    const heard = await said(port, start + rest + next);
    expect(statusesIn(heard)).toEqual(['400']);
    expect(heard).not.toContain('ok\n');
    expect(await ask(port, '/health')).toMatchObject({ status: 200 });
  });

  it('is refused when its head is a megabyte', async () => {
    const { port } = await aWeb();
    const heard = await said(port, `${start}X-Long: ${'a'.repeat(1024 * 1024)}\r\n\r\n`);
    expect(statusesIn(heard)).not.toContain('200');
    expect(await ask(port, '/health')).toMatchObject({ status: 200 });
  });

  it.each(['\u0000\u0001nonsense\r\n\r\n', '\u0016\u0003\u0001\u0002\u0000\u0001', 'GET\r\n\r\n'])(
    'does not disturb it: %j',
    async words => {
      const { port } = await aWeb();
      expect(statusesIn(await said(port, words))).toEqual(['400']);
      expect(await ask(port, '/health')).toMatchObject({ status: 200 });
    },
  );

  it('is not taken for another protocol', async () => {
    const { port } = await aWeb();
    const upgrade =
      'Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA\r\n\r\n';
    expect(statusesIn(await said(port, start + upgrade))).not.toContain('101');
  });
});

describe('whoever takes too much', () => {
  // What Node does by itself comes after half a minute.
  it(
    'is sent away when they speak too slowly, or not at all, while others are served',
    { timeout: 20_000 },
    async () => {
      const { port } = await aWeb({ limits: { headMs: 100, requestMs: 150, lookMs: 20, idleMs: 60_000 } });
      const sockets = await Promise.all(Array.from({ length: 200 }, () => aSocket(port)));
      const over = Promise.all(sockets.map(socket => gone(socket.resume())));
      for (let round = 0; round < 20; round++) {
        for (const socket of sockets.filter((one, index) => index % 2 === 0 && one.writable)) socket.write('G');
        expect(await ask(port, avatar, { from: '127.0.0.2' })).toMatchObject({ status: 200 });
      }
      await over;
      expect(await ask(port, '/health')).toMatchObject({ status: 200 });
    },
  );

  it('has so many connections and no more, and gets a place again when one is free', async () => {
    const { port } = await aWeb({ limits: { neighbours: 3 } });
    const [first] = await Promise.all([aSocket(port), aSocket(port), aSocket(port)]);
    const fourth = await aSocket(port);
    await gone(fourth.resume());
    expect(await ask(port, '/health', { from: '127.0.0.2' })).toMatchObject({ status: 200 });
    first.end();
    await gone(first.resume());
    expect(await vi.waitUntil(() => ask(port, '/health').catch(() => undefined))).toMatchObject({ status: 200 });
  });

  it('finds no place where all are taken', async () => {
    const { port } = await aWeb({ limits: { connections: 2 } });
    const held = await Promise.all([aSocket(port, '127.0.0.2'), aSocket(port, '127.0.0.3')]);
    await expect(ask(port, '/health', { from: '127.0.0.4' })).rejects.toThrow();
    expect(held.map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });

  it('is sent away when they do not take their picture', async () => {
    const large = Buffer.alloc(32 * 1024 * 1024, 1);
    const { port } = await aWeb({
      gallery: { find: async () => ({ type: 'image/png', size: large.length }), bytes: async () => large },
      limits: { answerMs: 100, idleMs: 60_000, neighbours: 1 },
    });
    const socket = await aSocket(port);
    socket.write(`GET ${avatar} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await once(socket, 'data');
    socket.pause();
    const isFree = () => ask(port, '/health').catch(() => undefined);
    expect(await isFree()).toBeUndefined();
    expect(await vi.waitUntil(isFree, { timeout: 10_000 })).toMatchObject({ status: 200 });
  });
});

describe('closing', () => {
  it('does not wait for whoever says nothing, and is done once', async () => {
    const { port, close } = await aWeb();
    const socket = await aSocket(port);
    const half = await aSocket(port);
    half.write('GET /hea');
    const over = Promise.all([socket, half].map(each => gone(each.resume())));
    await Promise.all([close(), close()]);
    await over;
    await expect(ask(port, '/health')).rejects.toThrow('ECONNREFUSED');
  });

  it('lets what is under way come to its end', async () => {
    const asked = Promise.withResolvers<void>();
    const look = Promise.withResolvers<boolean>();
    const isWell = () => {
      asked.resolve();
      return look.promise;
    };
    const { port, close } = await aWeb({ isWell });
    const answer = ask(port, '/health');
    await asked.promise;
    const closing = close();
    look.resolve(true);
    expect(await answer).toMatchObject({ status: 200 });
    await closing;
  });
});

describe('where it cannot listen', () => {
  const nothing = { find: async () => undefined, bytes: async () => undefined };
  const openAt = (host: string, port: number) =>
    openWeb({ gallery: nothing, isWell: async () => true, log: fakeLog() }, { host, port, publicUrl: null });

  it('says that the port is taken, and what to do', async () => {
    const { port } = await aWeb();
    await expect(openAt('127.0.0.1', port)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(new RegExp(`Another program listens at port ${port}.*TZUROT_HTTP_PORT`)),
    });
  });

  it('says that the machine has no such address', async () => {
    await expect(openAt('192.0.2.1', 0)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('192.0.2.1'),
    });
  });
});
