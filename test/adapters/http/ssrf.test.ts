import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lookup } from '../../../src/adapters/http/lookup.js';
import { asForeign, asOperator, readAll, type Bases, type Site } from '../../contracts/egress.js';
import { openCanary, openLoopback, publicAddress } from './servers.js';

let canary: Awaited<ReturnType<typeof openCanary>>;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  canary = await openCanary();
  closing.push(canary.close);
});
afterEach(async () => void (await Promise.all(closing.splice(0).map(close => close()))));

/** Foreign addresses may name the canary's port here, so that nothing but the address itself keeps us away from it. */
const open = async (lookup: Lookup, site: Site | ((bases: Bases) => Site) = {}) => {
  const world = await openLoopback(bases => (typeof site === 'function' ? site(bases) : site), {
    lookup,
    foreignPorts: [canary.port],
  });
  closing.push(world.close);
  return world;
};

const denied = { name: 'TzurotError', code: 'denied' };
const local: Lookup = async () => ['127.0.0.1'];

/** Everything that is, in some spelling or through some gateway, this machine or its neighbours. */
const inward = [
  '127.0.0.1',
  '127.1',
  '0x7f.1',
  '0177.0.0.1',
  '2130706433',
  '①②⑦.0.0.1',
  '127.0.0.1.',
  '127。0。0。1',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'internal.example',
  '[::1]',
  '[::]',
  '[::ffff:7f00:1]',
  '[::ffff:127.0.0.1]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fd00::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '10.0.0.5',
  '172.16.0.1',
  '192.168.0.1',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  'evil@127.0.0.1',
  'evil:evil@127.0.0.1',
  '127.0.0.1#@photos.example',
  '127.0.0.1\\@photos.example',
];

describe.each(inward)('the address https://%s', host => {
  it('is denied to strangers before anything is connected', async () => {
    const { egress } = await open(local);
    for (const url of [
      `https://${host}:${canary.port}/`,
      `https://${host.replace(/[#\\]/, found => `:${canary.port}/${found}`)}/`,
      `https://${host}/`,
    ]) {
      await expect(egress.request(asForeign(url))).rejects.toMatchObject(denied);
    }
    expect(canary.connections()).toBe(0);
  });

  it('is denied when a redirect leads there', async () => {
    const there = `https://${host}:${canary.port}/`;
    const { egress, bases, arrived } = await open(
      async name => (name === 'photos.example' ? [publicAddress] : ['127.0.0.1']),
      {
        '/': { status: 302, headers: { location: encodeURI(there).replaceAll('%5B', '[').replaceAll('%5D', ']') } },
      },
    );
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject(denied);
    await expect(egress.request(asOperator(`${bases.own}/`))).rejects.toMatchObject(denied);
    expect(arrived).toHaveLength(2);
    expect(canary.connections()).toBe(0);
  });
});

describe('a name', () => {
  it.each([
    ['one private address among public ones', [publicAddress, '10.0.0.5']],
    ['a public address of one version and a local one of the other', [publicAddress, '::1']],
    ['an address of the cloud’s own', ['169.254.169.254']],
    ['something that is not an address', ['photos.example']],
  ])('that leads to %s is denied', async (_, addresses) => {
    const { egress, arrived, bases } = await open(async () => addresses);
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject(denied);
    expect(arrived).toEqual([]);
  });

  it('that leads somewhere else the second time is denied then', async () => {
    const answers = [[publicAddress], ['127.0.0.1']];
    const site: Site = { '/': { body: 'first', headers: { connection: 'close' } } };
    const { egress, arrived, bases } = await open(async () => answers.shift() ?? [], site);
    expect(await readAll(egress, asForeign(`${bases.photos}/`))).toBe('first');
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject(denied);
    expect(arrived).toHaveLength(1);
  });

  it('that leads to a private address is open to the operator', async () => {
    const { egress, bases } = await open(local, { '/': { body: 'own' } });
    expect(await readAll(egress, asOperator(`${bases.own.replace('127.0.0.1', 'internal.example')}/`))).toBe('own');
  });
});

describe('a redirect', () => {
  it.each([
    ['down to http', () => 'http://photos.example/'],
    ['to another port', () => 'https://photos.example:8443/'],
    ['to this machine', () => `https://127.0.0.1:${canary.port}/`],
    ['to this machine, without a scheme', () => `//127.0.0.1:${canary.port}/`],
    ['to a name that leads to this machine', () => `https://internal.example:${canary.port}/`],
    ['to a file', () => 'file:///etc/passwd'],
  ])('%s is denied', async (_, location) => {
    const { egress, bases, arrived } = await open(
      async name => (name === 'internal.example' ? ['127.0.0.1'] : [publicAddress]),
      {
        '/': { status: 307, headers: { location: location() } },
      },
    );
    await expect(egress.request(asForeign(`${bases.photos}/`))).rejects.toMatchObject(denied);
    expect(arrived).toHaveLength(1);
    expect(canary.connections()).toBe(0);
  });

  it('over three hosts is checked at each of them', async () => {
    const { egress, bases, arrived } = await open(
      async () => [publicAddress],
      ({ photos, cdn }) => ({
        '/1': { status: 301, headers: { location: `${cdn}/2` } },
        '/2': { status: 308, headers: { location: `${photos}/3` } },
        '/3': { status: 303, headers: { location: `https://127.0.0.1:${canary.port}/` } },
      }),
    );
    await expect(egress.request(asForeign(`${bases.photos}/1`))).rejects.toMatchObject(denied);
    expect(arrived).toHaveLength(3);
    expect(canary.connections()).toBe(0);
  });
});
