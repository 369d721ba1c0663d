import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openRouterKeyProbe } from '../../../src/adapters/openrouter/key-probe.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { keyProbeContract } from '../../contracts/key-probe.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEgress, type Reply } from '../../fakes/egress.js';

const base = 'http://127.0.0.1:4000/api/v1';
const key = new Secret('sk-or-v1-0123456789abcdef0123456789abcdef');

/** As its documentation has it. */
const aKey = (fields: object = {}): Reply => ({
  body: JSON.stringify({
    data: {
      label: 'sk-or-v1-012...def',
      limit: 10,
      limit_remaining: 7.25,
      limit_reset: 'monthly',
      usage: 2.75,
      usage_daily: 0.1,
      is_free_tier: false,
      is_management_key: false,
      rate_limit: { requests: -1, interval: '10s' },
      ...fields,
    },
  }),
});

const at = (reply: Reply) => {
  const egress = fakeEgress({ [`${base}/key`]: reply });
  return { egress, prove: () => openRouterKeyProbe(egress, `${base}/`)(key) };
};

const replies = {
  'takes it': aKey(),
  'refuses it': {
    status: 401,
    body: `{"error":{"message":"No: Bearer ${key.reveal()} sk-contract-0123456789abcdef"}}`,
  },
  'has trouble': { status: 503, body: 'sk-contract-0123456789abcdef' },
  'is not there': 'hang-up',
} as const;

keyProbeContract('openrouter', standing => {
  const probe = openRouterKeyProbe(fakeEgress({ [`${base}/key`]: replies[standing] }), base);
  return { prove: (_, secret) => probe(secret) };
});

it('asks for the key alone, and names it nowhere but in the header', async () => {
  const { egress, prove } = at(aKey());
  await prove();
  expect(egress.arrived).toMatchObject([
    { url: `${base}/key`, method: 'GET', headers: { authorization: `Bearer ${key.reveal()}` }, body: '' },
  ]);
});

describe('what a key may spend', () => {
  it('is told in whole nano-dollars', async () => {
    expect(await at(aKey()).prove()).toEqual({
      provider: 'openrouter',
      proves: 'key',
      limits: { limitNanoUsd: 10_000_000_000, remainingNanoUsd: 7_250_000_000, resets: 'monthly', isFreeTier: false },
      remarks: [],
    });
  });

  it('has no end when there is no limit', async () => {
    const nothing = aKey({ limit: null, limit_remaining: null, limit_reset: null, is_free_tier: true });
    expect(await at(nothing).prove()).toMatchObject({
      limits: { limitNanoUsd: null, remainingNanoUsd: null, resets: null, isFreeTier: true },
    });
  });

  it('may be nothing any more, and may end on a day', async () => {
    const { remarks } = await at(aKey({ limit_remaining: 0, expires_at: '2027-01-01T00:00:00Z' })).prove();
    expect(remarks).toEqual(['Nothing is left of its limit.', 'It expires at 2027-01-01T00:00:00Z.']);
  });

  it('is told without anything that the answer may repeat of the key', async () => {
    const echo = key.reveal().slice(0, 40);
    const proof = await at(aKey({ label: key.reveal(), limit_reset: echo, expires_at: echo })).prove();
    expect(proof).toMatchObject({ limits: { resets: null }, remarks: [] });
    const steering = await at(
      aKey({ limit_reset: 'daily\u001b[2J', expires_at: '2027-01-01T00:00:00Z\u001b[2J' }),
    ).prove();
    expect(steering).toMatchObject({ limits: { resets: null }, remarks: [] });
  });

  it('is known also where most of it is left out', async () => {
    expect(await at({ body: '{"data":{}}' }).prove()).toMatchObject({ limits: { limitNanoUsd: null } });
  });
});

it.each(['is_management_key', 'is_provisioning_key'])('refuses a key for management (%s)', async field => {
  await expect(at(aKey({ [field]: true })).prove()).rejects.toMatchObject({
    code: 'denied',
    message: expect.stringContaining('management key'),
    facts: { failure: 'authentication' },
    try: 'wallet set openrouter',
  });
});

describe('a key that cannot be proven', () => {
  const reset = { 'retry-after': 'Sat, 21 Nov 2026 12:00:00 GMT' };
  it.each([
    [{ status: 401 }, 'denied', 'authentication', 'does not accept this key'],
    [{ status: 402 }, 'denied', 'payment', 'out of credit'],
    [{ status: 403 }, 'unavailable', 'moderation', 'refuses to speak to us'],
    [{ status: 404 }, 'unavailable', 'bad-request', 'nothing at the address'],
    [{ status: 408 }, 'unavailable', 'timeout', 'took too long'],
    [{ status: 429 }, 'unavailable', 'rate-limit', 'Try again in a while'],
    [{ status: 429, headers: { 'retry-after': '30' } }, 'unavailable', 'rate-limit', 'Try again in 30 s'],
    [{ status: 429, headers: { 'retry-after': '1800' } }, 'unavailable', 'rate-limit', 'Try again in 30 minutes'],
    [{ status: 429, headers: reset }, 'unavailable', 'rate-limit', 'Try again after 2026-11-21T12:00:00.000Z'],
    [{ status: 429, headers: { 'retry-after': '\u0007soon' } }, 'unavailable', 'rate-limit', 'Try again in a while'],
    [{ status: 429, headers: { 'retry-after': '-1' } }, 'unavailable', 'rate-limit', 'Try again in a while'],
    [{ status: 500 }, 'unavailable', 'overloaded', 'trouble of its own'],
    [{ status: 529 }, 'unavailable', 'overloaded', 'trouble of its own'],
    [{ status: 418 }, 'unavailable', 'bad-request', 'makes no sense'],
    [{ body: '<html>Welcome to the hotel</html>' }, 'unavailable', 'bad-request', 'makes no sense'],
    [{ body: '{"data":{"limit":"much"}}' }, 'unavailable', 'bad-request', 'makes no sense'],
    [{ body: '[]' }, 'unavailable', 'bad-request', 'makes no sense'],
    [{ body: 'x'.repeat(100_000) }, 'unavailable', 'network', 'could not be asked'],
    [{ body: '{"data"', ending: 'hang-up' }, 'unavailable', 'network', 'could not be asked'],
    ['hang-up', 'unavailable', 'network', 'could not be asked'],
  ] as const)('because of %j is told as what it is', async (reply, code, failure, words) => {
    await expect(at(reply).prove()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
      facts: { failure },
    });
  });

  it('because nothing comes is told after ten seconds', async () => {
    const clock = fakeClock();
    const probe = openRouterKeyProbe(fakeEgress({ [`${base}/key`]: 'silence' }, clock), base);
    const proving = probe(key).catch((error: unknown) => error);
    await clock.advance(10_000);
    expect(await proving).toMatchObject({ code: 'unavailable', facts: { failure: 'timeout' } });
  });

  it.each([401, 402, 403, 404, 429, 500, 200])(
    'is not repeated, though the answer with status %i repeats it',
    async status => {
      const echo = `Bearer ${key.reveal()} ${encodeURIComponent(key.reveal())} ${btoa(key.reveal())}`;
      const { prove } = at({ status, headers: { 'retry-after': key.reveal() }, body: JSON.stringify({ error: echo }) });
      const error: unknown = await prove().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/0123456789abcdef|MDEyMzQ1Njc4/);
    },
  );
});

it.each([301, 302, 303, 307, 308])('never follows a redirect (%i) with a key', async status => {
  const egress = fakeEgress({
    [`${base}/key`]: { status, headers: { location: 'https://evil.example/key' } },
    'https://evil.example/key': aKey(),
  });
  await expect(openRouterKeyProbe(egress, base)(key)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('sends us on to another address'),
  });
  expect(egress.arrived.map(({ url }) => url)).toEqual([`${base}/key`]);
});
