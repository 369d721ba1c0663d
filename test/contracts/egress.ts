import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Egress, EgressRequest, EgressResponse } from '../../src/ports/egress.js';
import type { FakeClock } from '../fakes/clock.js';
import type { Arrival, Reply } from '../fakes/egress.js';

/** Where the servers of a test are: the operator's own, and two of strangers. */
export type Bases = { readonly own: string; readonly photos: string; readonly cdn: string };

/** What each of the servers does, by path. */
export type Site = Readonly<Record<string, Reply>>;

export type EgressWorld = {
  readonly egress: Egress;
  readonly clock: FakeClock;
  readonly bases: Bases;
  /** What reached any of the servers, oldest first. */
  readonly arrived: readonly Arrival[];
  readonly close: () => Promise<void>;
};

export type OpenWorld = (site: (bases: Bases) => Site) => Promise<EgressWorld>;

const generous = { deadlineMs: 60_000, maxBytes: 1_000_000 } as const;
export const asOperator = (url: string, rest: Partial<EgressRequest> = {}): EgressRequest => ({
  url,
  trust: 'operator',
  ...generous,
  ...rest,
});
export const asForeign = (url: string, rest: Partial<EgressRequest> = {}): EgressRequest => ({
  url,
  trust: 'foreign',
  ...generous,
  ...rest,
});

export async function textOf({ body }: Pick<EgressResponse, 'body'>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(body)).toString();
}

/** The whole of an answer, by whatever way it fails. */
export const readAll = async (egress: Egress, request: EgressRequest): Promise<string> =>
  textOf(await egress.request(request));

/** What the work failed with. Asked for before it fails, so that nobody misses the failure. */
export const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it did not fail',
    error => error,
  );

export const piecesIn = (response: EgressResponse) => response.body[Symbol.asyncIterator]();

/** What every Egress promises. Run it against each adapter, and against the fake. */
export function egressContract(openWorld: OpenWorld) {
  describe('keeps the Egress contract', () => {
    const worlds: EgressWorld[] = [];
    const open = async (site: Site | ((bases: Bases) => Site)) => {
      const world = await openWorld(typeof site === 'function' ? site : () => site);
      worlds.push(world);
      return world;
    };
    afterEach(async () => void (await Promise.all(worlds.splice(0).map(({ close }) => close()))));

    answers(open);
    refusals(open);
    redirects(open);
    sizes(open);
    times(open);
    stops(open);
  });
}

type Open = (site: Site | ((bases: Bases) => Site)) => Promise<EgressWorld>;

function answers(open: Open) {
  it.each([200, 204, 304, 401, 404, 429, 500])('hands over an answer of status %i', async status => {
    const { egress, bases } = await open({ '/': { status } });
    const response = await egress.request(asOperator(`${bases.own}/`));
    expect(response.status).toBe(status);
    expect(await textOf(response)).toBe('');
  });

  it('hands over the body as it came', async () => {
    const { egress, bases } = await open({ '/': { body: ['Ada ', 'é', ' counts'] } });
    expect(await readAll(egress, asForeign(`${bases.photos}/`))).toBe('Ada é counts');
  });

  it('names headers in lower case, and keeps the last of repeated ones', async () => {
    const { egress, bases } = await open({ '/': { headers: { 'X-Engine': 'difference', 'X-Card': ['one', 'two'] } } });
    const response = await egress.request(asOperator(`${bases.own}/`));
    expect(response.headers).toMatchObject({ 'x-engine': 'difference', 'x-card': 'two' });
    response.cancel();
  });

  it('sends method, headers and body as they were given', async () => {
    const { egress, bases, arrived } = await open({ '/notes?n=1': {} });
    await readAll(
      egress,
      asOperator(`${bases.own}/notes?n=1`, { method: 'POST', headers: { 'X-Engine': 'é' }, body: 'Ada é' }),
    );
    expect(arrived).toMatchObject([
      { url: `${bases.own}/notes?n=1`, method: 'POST', headers: { 'x-engine': 'é' }, body: 'Ada é' },
    ]);
  });

  it.each([
    ['gzip', gzipSync('Ada counts')],
    ['deflate', deflateSync('Ada counts')],
    ['br', brotliCompressSync('Ada counts')],
  ])('unpacks a body that is packed with %s', async (encoding, body) => {
    const { egress, bases } = await open({ '/': { headers: { 'content-encoding': encoding }, body } });
    expect(await readAll(egress, asForeign(`${bases.photos}/`))).toBe('Ada counts');
  });

  it.each([
    ['is packed in a way nobody asked for', 'rot13', Buffer.from('Nqn')],
    ['is not packed as it says', 'gzip', Buffer.from('Ada counts')],
    ['ends in the middle of being packed', 'gzip', gzipSync('Ada counts').subarray(0, 20)],
  ])('calls a body that %s unavailable', async (_, encoding, body) => {
    const { egress, bases } = await open({ '/': { headers: { 'content-encoding': encoding }, body } });
    await expect(readAll(egress, asForeign(`${bases.photos}/`))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('calls no answer unavailable, and does not ask twice', async () => {
    const { egress, bases, arrived } = await open({ '/': 'hang-up' });
    await expect(egress.request(asOperator(`${bases.own}/`))).rejects.toMatchObject({ code: 'unavailable' });
    expect(arrived).toHaveLength(1);
  });

  it('calls an answer that breaks off unavailable', async () => {
    const { egress, bases } = await open({ '/': { body: 'Ada', ending: 'hang-up' } });
    await expect(readAll(egress, asOperator(`${bases.own}/`))).rejects.toMatchObject({ code: 'unavailable' });
  });
}

function refusals(open: Open) {
  it.each([
    'http://photos.example/',
    'ftp://photos.example/',
    'file:///etc/passwd',
    'data:text/plain,ada',
    'https://ada@photos.example/',
    'https://ada:lovelace@photos.example/',
    'https://photos.example:8443/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://10.0.0.5/',
    'not an address',
    '',
  ])('denies %s to strangers, and connects to nobody', async url => {
    const { egress, arrived } = await open({});
    await expect(egress.request(asForeign(url))).rejects.toMatchObject({ code: 'denied' });
    expect(arrived).toEqual([]);
  });

  it.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'http://ada:lovelace@127.0.0.1/', '127.0.0.1:80'])(
    'denies %s even to the operator',
    async url => {
      const { egress, arrived } = await open({});
      await expect(egress.request(asOperator(url))).rejects.toMatchObject({ code: 'denied' });
      expect(arrived).toEqual([]);
    },
  );

  it('lets the operator use plain http and a private address', async () => {
    const { egress, bases } = await open({ '/': { body: 'own' } });
    expect(new URL(bases.own)).toMatchObject({ protocol: 'http:', hostname: '127.0.0.1' });
    expect(await readAll(egress, asOperator(`${bases.own}/`))).toBe('own');
  });

  it.each(['break\r\nx-evil: 1', 'null\0', 'dash—'])('finds a header that cannot be sent invalid: %j', async value => {
    const { egress, bases, arrived } = await open({ '/': {} });
    const request = asOperator(`${bases.own}/`, { headers: { authorization: value } });
    await expect(egress.request(request)).rejects.toMatchObject({ code: 'invalid' });
    expect(arrived).toEqual([]);
  });

  it('keeps headers, passwords, paths and queries out of its messages', async () => {
    const { egress, bases } = await open({
      '/canary-path?q=canary-query': 'hang-up',
      '/bad?canary': { status: 302, headers: { location: 'https://ada:canary@10.0.0.5/canary?canary' } },
    });
    const headers = { authorization: 'Bearer canary-header' };
    const requests = [
      asOperator(`${bases.own}/canary-path?q=canary-query`, { headers }),
      asOperator('https://canary-user:canary-password@photos.example/?q=canary-query', { headers }),
      asOperator('ftp://photos.example/canary-path', { headers }),
      asOperator('canary text', { headers: { authorization: 'canary\n' } }),
      asOperator(`${bases.own}/`, { headers: { authorization: 'canary\n' } }),
      asForeign(`${bases.photos}/bad?canary`),
      asForeign('http://photos.example/canary?canary'),
    ];
    for (const request of requests) {
      const message = await egress.request(request).then(
        () => 'it was answered: canary',
        error => error.message,
      );
      expect(message).not.toContain('canary');
    }
  });
}

function redirects(open: Open) {
  const to = (location: string, status = 302): Reply => ({ status, headers: { location } });

  it.each([301, 302, 303, 307, 308])('follows a redirect of status %i for strangers', async status => {
    const { egress, bases } = await open(({ cdn }) => ({
      '/': to(`${cdn}/there`, status),
      '/there': { body: 'there' },
    }));
    expect(await readAll(egress, asForeign(`${bases.photos}/`))).toBe('there');
  });

  it('follows a redirect that names only a path', async () => {
    const { egress, bases } = await open({ '/': to('there'), '/there': { body: 'there' } });
    expect(await readAll(egress, asForeign(`${bases.photos}/`))).toBe('there');
  });

  it('follows three redirects, and no fourth', async () => {
    const { egress, bases, arrived } = await open({
      '/1': to('/2'),
      '/2': to('/3'),
      '/3': to('/4'),
      '/4': to('/5'),
      '/5': {},
    });
    expect((await egress.request(asForeign(`${bases.photos}/2`))).status).toBe(200);
    await expect(egress.request(asForeign(`${bases.photos}/1`))).rejects.toMatchObject({ code: 'unavailable' });
    expect(arrived.map(({ url }) => new URL(url).pathname)).toEqual(['/2', '/3', '/4', '/5', '/1', '/2', '/3', '/4']);
  });

  it('gives up on redirects that go round in a circle', async () => {
    const { egress, bases } = await open({ '/': to('/') });
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([
    'http://photos.example/',
    'https://127.0.0.1/',
    'https://10.0.0.5/',
    'https://ada:x@photos.example/',
    'ftp://photos.example/',
    'https://[',
  ])('denies a redirect to %s, whoever asked', async location => {
    const { egress, bases, arrived } = await open({ '/': to(location) });
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject({ code: 'denied' });
    await expect(egress.request(asOperator(`${bases.own}/`))).rejects.toMatchObject({ code: 'denied' });
    expect(arrived).toHaveLength(2);
  });

  it('denies the operator a redirect from an own address to another', async () => {
    const { egress, bases, arrived } = await open(({ own }) => ({ '/': to(`${own}/there`), '/there': {} }));
    await expect(egress.request(asOperator(`${bases.own}/`))).rejects.toMatchObject({ code: 'denied' });
    expect(arrived).toHaveLength(1);
  });

  it('follows a redirect of the operator out to the public', async () => {
    const { egress, bases } = await open(({ photos }) => ({ '/': to(`${photos}/there`), '/there': { body: 'there' } }));
    expect(await readAll(egress, asOperator(`${bases.own}/`))).toBe('there');
  });

  it('does not follow a redirect of the operator when there are headers that could go astray', async () => {
    const { egress, bases, arrived } = await open(({ photos }) => ({ '/': to(`${photos}/there`, 307), '/there': {} }));
    const response = await egress.request(asOperator(`${bases.own}/`, { headers: { authorization: 'Bearer ada' } }));
    expect([response.status, response.headers.location]).toEqual([307, `${bases.photos}/there`]);
    response.cancel();
    expect(arrived).toHaveLength(1);
  });

  it('does not turn what was to be posted into something else on the way', async () => {
    const { egress, bases, arrived } = await open({ '/': to('/there', 303), '/there': {} });
    const response = await egress.request(asForeign(`${bases.photos}/`, { method: 'POST' }));
    expect(response.status).toBe(303);
    response.cancel();
    expect(arrived).toHaveLength(1);
  });

  it.each(['operator', 'foreign'] as const)('does not carry a body on to where a redirect leads (%s)', async trust => {
    const { egress, bases, arrived } = await open({ '/': to('/there', 307), '/there': {} });
    const base = trust === 'operator' ? bases.own : bases.photos;
    const response = await egress.request({ ...asForeign(`${base}/`, { method: 'POST', body: 'ada' }), trust });
    expect(response.status).toBe(307);
    response.cancel();
    expect(arrived).toHaveLength(1);
  });

  it('keeps headers on the way through one host, and drops them at the next', async () => {
    const { egress, bases, arrived } = await open(({ cdn }) => ({
      '/': to('/near'),
      '/near': to(`${cdn}/far`),
      '/far': {},
    }));
    await readAll(egress, asForeign(`${bases.photos}/`, { headers: { 'x-ada': '1' } }));
    expect(arrived.map(({ headers }) => headers['x-ada'])).toEqual(['1', '1', undefined]);
  });

  it('hands over a redirect that leads nowhere', async () => {
    const { egress, bases } = await open({ '/': { status: 302 } });
    expect((await egress.request(asForeign(`${bases.photos}/`))).status).toBe(302);
  });
}

function sizes(open: Open) {
  it('reads a body that is just as large as allowed', async () => {
    const { egress, bases } = await open({ '/': { body: ['12345', '67890'] } });
    expect(await readAll(egress, asForeign(`${bases.photos}/`, { maxBytes: 10 }))).toBe('1234567890');
  });

  it('stops reading a body that is larger', async () => {
    const { egress, bases } = await open({ '/': { body: ['12345', '67890', '1'] } });
    await expect(readAll(egress, asForeign(`${bases.photos}/`, { maxBytes: 10 }))).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('counts what a %s body unpacks to, and hands over no more than that', async (encoding, pack) => {
    const body = pack(Buffer.alloc(20_000_000));
    const { egress, bases } = await open({ '/': { headers: { 'content-encoding': encoding }, body } });
    const response = await egress.request(asForeign(`${bases.photos}/`, { maxBytes: 100_000 }));
    let size = 0;
    const read = async () => {
      for await (const piece of response.body) size += piece.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    expect(size).toBeLessThanOrEqual(100_000);
  });
}

function times(open: Open) {
  const patient = { deadlineMs: 10_000 } as const;

  it('gives up at the deadline when there is no answer', async () => {
    const { egress, clock, bases } = await open({ '/': 'silence' });
    const asked = failureOf(egress.request(asOperator(`${bases.own}/`, patient)));
    await clock.advance(10_000);
    expect(await asked).toMatchObject({ code: 'unavailable' });
  });

  it('gives up at the deadline in the middle of a body', async () => {
    const { egress, clock, bases } = await open({ '/': { body: 'Ada', ending: 'silence' } });
    const pieces = piecesIn(await egress.request(asOperator(`${bases.own}/`, patient)));
    expect(Buffer.from((await pieces.next()).value ?? []).toString()).toBe('Ada');
    const read = failureOf(pieces.next());
    await clock.advance(10_000);
    expect(await read).toMatchObject({ code: 'unavailable' });
  });

  it('gives up at the deadline even when nobody was reading', async () => {
    const { egress, clock, bases } = await open({ '/': { body: 'Ada', ending: 'silence' } });
    const response = await egress.request(asOperator(`${bases.own}/`, patient));
    await clock.advance(10_000);
    await expect(textOf(response)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('counts redirects into the deadline', async () => {
    const { egress, clock, bases } = await open({
      '/': { status: 302, headers: { location: '/slow' } },
      '/slow': 'silence',
    });
    const asked = failureOf(egress.request(asForeign(`${bases.photos}/`, patient)));
    await clock.advance(10_000);
    expect(await asked).toMatchObject({ code: 'unavailable' });
  });

  it('gives up on a body that falls silent', async () => {
    const { egress, clock, bases } = await open({ '/': { body: 'Ada', ending: 'silence' } });
    const pieces = piecesIn(await egress.request(asOperator(`${bases.own}/`, { ...patient, idleMs: 1000 })));
    await pieces.next();
    const read = failureOf(pieces.next());
    await clock.advance(2000);
    expect(await read).toMatchObject({ code: 'unavailable', message: expect.stringContaining('silent') });
  });

  it('does not take a slow reader for a silent server', async () => {
    const { egress, clock, bases } = await open({ '/': { body: ['Ada ', 'counts'] } });
    const response = await egress.request(asOperator(`${bases.own}/`, { ...patient, idleMs: 1000 }));
    const pieces = piecesIn(response);
    const first = Buffer.from((await pieces.next()).value ?? []).toString();
    await clock.advance(5000);
    expect(first + (await textOf(response))).toBe('Ada counts');
  });

  it('lets no deadline pass after the end', async () => {
    const { egress, clock, bases } = await open({ '/': { body: 'Ada' } });
    const stopping = new AbortController();
    expect(await readAll(egress, asOperator(`${bases.own}/`, { ...patient, signal: stopping.signal }))).toBe('Ada');
    await clock.advance(20_000);
    stopping.abort(new Error('too late'));
  });
}

function stops(open: Open) {
  const reason = new Error('the operator pressed Ctrl-C');

  it('asks nobody when it was stopped before', async () => {
    const { egress, bases, arrived } = await open({ '/': {} });
    await expect(egress.request(asOperator(`${bases.own}/`, { signal: AbortSignal.abort(reason) }))).rejects.toBe(
      reason,
    );
    expect(arrived).toEqual([]);
  });

  it('throws the reason when it is stopped while it waits for an answer', async () => {
    const { egress, bases } = await open({ '/': 'silence' });
    const stopping = new AbortController();
    const asked = failureOf(egress.request(asOperator(`${bases.own}/`, { signal: stopping.signal })));
    stopping.abort(reason);
    expect(await asked).toBe(reason);
  });

  it('throws the reason when it is stopped in the middle of a body', async () => {
    const { egress, bases } = await open({ '/': { body: 'Ada', ending: 'silence' } });
    const stopping = new AbortController();
    const pieces = piecesIn(await egress.request(asOperator(`${bases.own}/`, { signal: stopping.signal })));
    await pieces.next();
    const read = failureOf(pieces.next());
    stopping.abort(reason);
    expect(await read).toBe(reason);
  });

  it('does not pass off a cancelled body as a whole one', async () => {
    const { egress, bases } = await open({ '/': { body: 'Ada', ending: 'silence' } });
    const response = await egress.request(asOperator(`${bases.own}/`));
    response.cancel();
    await expect(textOf(response)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('does not mind being cancelled after the end, or twice', async () => {
    const { egress, bases } = await open({ '/': { body: 'Ada' } });
    const response = await egress.request(asOperator(`${bases.own}/`));
    expect(await textOf(response)).toBe('Ada');
    response.cancel();
    response.cancel();
  });
}
