import { expect, it } from 'vitest';
import { probe } from '../../../src/adapters/openai/probe.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { fakeEgress } from '../../fakes/egress.js';

const at = (provider: string, path: string, status = 200) => {
  const egress = fakeEgress({ [`http://127.0.0.1:4000/v1/${path}`]: { status, body: 'x'.repeat(1000) } });
  return {
    egress,
    endpoint: { provider, url: 'http://127.0.0.1:4000/v1/', key: new Secret('sk-ada'), defaultModel: '' },
  };
};

it.each([
  ['openrouter', 'key'],
  ['local', 'models'],
])('asks %s for /%s with its key, and says who answered', async (provider, path) => {
  const { egress, endpoint } = at(provider, path);
  expect(await probe(egress, endpoint)).toBe(`${provider} answers at 127.0.0.1:4000`);
  expect(egress.arrived).toMatchObject([{ method: 'GET', headers: { authorization: 'Bearer sk-ada' } }]);
});

it('asks without a key where there is none', async () => {
  const { egress, endpoint } = at('local', 'models');
  await probe(egress, { ...endpoint, key: null });
  expect(egress.arrived[0]?.headers).not.toHaveProperty('authorization');
});

it('does not call an outage a bad key', async () => {
  const { egress, endpoint } = at('openrouter', 'key', 503);
  await expect(probe(egress, endpoint)).rejects.toMatchObject({
    code: 'unavailable',
    facts: { failure: 'overloaded' },
  });
});

it('says that a key is not accepted', async () => {
  const { egress, endpoint } = at('openrouter', 'key', 401);
  await expect(probe(egress, endpoint)).rejects.toMatchObject({ code: 'denied', facts: { failure: 'authentication' } });
});
