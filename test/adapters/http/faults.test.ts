import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpEgressOptions } from '../../../src/adapters/http/egress.js';
import { asForeign, asOperator, failureOf, piecesIn, readAll, type Site } from '../../contracts/egress.js';
import { openLoopback, openRaw, publicAddress } from './servers.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map(close => close()))));

const open = async (site: Site = {}, options: Partial<HttpEgressOptions> = {}) => {
  const world = await openLoopback(() => site, options);
  closing.push(world.close);
  return world;
};

const raw = async (onRequest: (socket: Socket) => void) => {
  const server = await openRaw(onRequest);
  closing.push(server.close);
  return server;
};

const unavailable = { name: 'TzurotError', code: 'unavailable' };
const head = 'HTTP/1.1 200 OK\r\n';

describe('a broken server', () => {
  it.each([
    ['promises more than it sends', `${head}content-length: 10\r\n\r\nAda`],
    ['ends in the middle of a chunk', `${head}transfer-encoding: chunked\r\n\r\n10\r\nAda`],
    ['does not speak HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['says nothing and hangs up', ''],
    ['sends headers without end', `${head}${'x-card: 1\r\n'.repeat(100_000)}`],
    ['sends a length that is no number', `${head}content-length: many\r\n\r\nAda`],
  ])('is unavailable when it %s', async (_, bytes) => {
    const { egress } = await open();
    const { url } = await raw(socket => socket.end(bytes));
    await expect(readAll(egress, asOperator(url))).rejects.toMatchObject(unavailable);
  });

  it('says that nothing was sent when there was nobody to send it to, and only then', async () => {
    const { egress } = await open();
    const { url } = await raw(socket => socket.end());
    const facts = (at: string) => egress.request(asOperator(at, { method: 'POST', body: 'Ada' })).catch(error => error.facts); // prettier-ignore
    expect(await facts(url)).toBeUndefined();
    await Promise.all(closing.splice(1).map(close => close()));
    expect(await facts(url)).toEqual({ sent: false });
  });

  it('is unavailable when it resets the connection in the middle of a body', async () => {
    const { egress } = await open();
    const { url } = await raw(socket =>
      socket.write(`${head}content-length: 10\r\n\r\nAda`, () => socket.resetAndDestroy()),
    );
    await expect(readAll(egress, asOperator(url))).rejects.toMatchObject(unavailable);
  });

  it('gets no more attention than the length it told', async () => {
    const { egress } = await open();
    const { url } = await raw(socket => socket.end(`${head}content-length: 3\r\n\r\nAda counts`));
    expect(await readAll(egress, asOperator(url))).toBe('Ada');
  });

  it('is left at the size limit when it drips for ever', async () => {
    const { egress } = await open();
    const { url } = await raw(dripping);
    await expect(readAll(egress, asOperator(url, { maxBytes: 20 }))).rejects.toMatchObject(unavailable);
  });

  it('is left at the deadline when it drips for ever, though it is never silent', async () => {
    const { egress, clock } = await open();
    const { url } = await raw(dripping);
    const response = await egress.request(asOperator(url, { deadlineMs: 10_000, idleMs: 5000 }));
    const pieces = piecesIn(response);
    for (let second = 0; second < 10; second++) {
      await pieces.next();
      await clock.advance(1000);
    }
    await expect(pieces.next()).rejects.toMatchObject({ ...unavailable, message: expect.stringContaining('10 s') });
  });
});

describe('a name', () => {
  it('that cannot be resolved is unavailable', async () => {
    const { egress } = await open({}, { lookup: () => Promise.reject(new Error('ENOTFOUND')) });
    await expect(egress.request(asForeign('https://photos.example/'))).rejects.toMatchObject(unavailable);
  });

  it('without any address is unavailable', async () => {
    const { egress } = await open({}, { lookup: async () => [] });
    await expect(egress.request(asForeign('https://photos.example/'))).rejects.toMatchObject(unavailable);
  });

  it('that takes for ever to resolve is given up at the deadline', async () => {
    const { egress, clock } = await open({}, { lookup: () => new Promise(() => {}) });
    const failure = failureOf(egress.request(asForeign('https://photos.example/', { deadlineMs: 10_000 })));
    await clock.advance(10_000);
    expect(await failure).toMatchObject(unavailable);
  });

  it('that the certificate is not for is unavailable', async () => {
    const { egress, bases, arrived } = await open({ '/': {} });
    const url = bases.photos.replace('photos.example', 'mallory.example');
    await expect(egress.request(asForeign(`${url}/`))).rejects.toMatchObject(unavailable);
    expect(arrived).toEqual([]);
  });

  it('is looked up once for each connection, and not again before it', async () => {
    const asked: string[] = [];
    const lookup = async (host: string) => (asked.push(host), [publicAddress]);
    const { egress, bases } = await open({ '/': { headers: { connection: 'close' } } }, { lookup });
    await readAll(egress, asForeign(`${bases.photos}/`));
    await readAll(egress, asForeign(`${bases.photos}/`));
    expect(asked).toEqual(['photos.example', 'photos.example']);
  });
});

describe('the connection is closed', () => {
  const endless: Site = { '/': { body: 'Ada', ending: 'silence' } };

  it('when the transfer is cancelled', async () => {
    const { egress, bases, sockets } = await open(endless);
    const response = await egress.request(asForeign(`${bases.photos}/`));
    const gone = allClosed(sockets);
    response.cancel();
    expect(await gone).toBe(true);
  });

  it('when the reader goes away', async () => {
    const { egress, bases, sockets } = await open(endless);
    const response = await egress.request(asOperator(`${bases.own}/`));
    const gone = allClosed(sockets);
    for await (const _ of response.body) break;
    expect(await gone).toBe(true);
  });

  it('when a body is too large', async () => {
    const { egress, bases, sockets } = await open(endless);
    const response = await egress.request(asForeign(`${bases.photos}/`, { maxBytes: 2 }));
    const gone = allClosed(sockets);
    await expect(piecesIn(response).next()).rejects.toMatchObject(unavailable);
    expect(await gone).toBe(true);
  });

  it('at the deadline, though nobody ever looks at the body', async () => {
    const { egress, clock, bases, sockets } = await open(endless);
    await egress.request(asOperator(`${bases.own}/`, { deadlineMs: 10_000 }));
    const gone = allClosed(sockets);
    await clock.advance(10_000);
    expect(await gone).toBe(true);
  });

  it('when a redirect is denied', async () => {
    const { egress, bases, sockets } = await open({
      '/': { status: 302, headers: { location: 'http://10.0.0.5/' }, body: 'Ada', ending: 'silence' },
    });
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject({ code: 'denied' });
    expect(await allClosed(sockets)).toBe(true);
  });

  it('that a redirect was told over', async () => {
    const { egress, bases, sockets } = await open({
      '/': { status: 302, headers: { location: '/there' }, body: 'Ada', ending: 'silence' },
      '/there': { body: 'there', headers: { connection: 'close' } },
    });
    expect(await readAll(egress, asForeign(`${bases.photos}/`))).toBe('there');
    expect(await allClosed(sockets)).toBe(true);
  });
});

it('uses connections again when answers were read to their end', async () => {
  const { egress, bases, sockets } = await open({ '/': { body: 'Ada' } });
  const used = new Set<Socket>();
  for (let request = 0; request < 10; request++) {
    expect(await readAll(egress, asOperator(`${bases.own}/`))).toBe('Ada');
    for (const socket of sockets) used.add(socket);
  }
  expect(used.size).toBeLessThan(4);
});

it('does not ask again when the connection is lost', async () => {
  const { egress, bases, arrived } = await open({ '/': 'hang-up' });
  await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject(unavailable);
  expect(arrived).toHaveLength(1);
});

it('does not believe in a certificate that it was not told to trust', async () => {
  const { egress, bases, arrived } = await open({ '/': {} }, { ca: '' });
  await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject(unavailable);
  expect(arrived).toEqual([]);
});

function dripping(socket: Socket): void {
  socket.write(head + '\r\n');
  const drip = setInterval(() => socket.write('a'), 1);
  socket.on('close', () => clearInterval(drip));
}

async function allClosed(sockets: ReadonlySet<Socket>): Promise<boolean> {
  const all = [...sockets];
  await Promise.all(all.map(socket => socket.closed || once(socket, 'close')));
  return all.every(socket => socket.closed);
}
