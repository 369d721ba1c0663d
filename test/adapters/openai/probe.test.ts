import { expect, it } from 'vitest';
import { probe } from '../../../src/adapters/openai/probe.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { fakeEgress } from '../../fakes/egress.js';

const at = (path: string, status = 200) => {
  const egress = fakeEgress({ [`http://127.0.0.1:4000/v1/${path}`]: { status, body: 'x'.repeat(1000) } });
  return {
    egress,
    service: { url: 'http://127.0.0.1:4000/v1/', key: new Secret('sk-ada') },
  };
};

it.each([
  ['openrouter', 'key'],
  ['local', 'models'],
])('asks %s for /%s with its key, and says who answered', async (provider, path) => {
  const { egress, service } = at(path);
  expect(await probe(egress, provider, service)).toBe(`${provider} answers at 127.0.0.1:4000`);
  expect(egress.arrived).toMatchObject([{ method: 'GET', headers: { authorization: 'Bearer sk-ada' } }]);
});

it('asks without a key where there is none', async () => {
  const { egress, service } = at('models');
  await probe(egress, 'local', { ...service, key: null });
  expect(egress.arrived[0]?.headers).not.toHaveProperty('authorization');
});

it('does not call an outage a bad key', async () => {
  const { egress, service } = at('key', 503);
  await expect(probe(egress, 'openrouter', service)).rejects.toMatchObject({
    code: 'unavailable',
    facts: { failure: 'overloaded' },
  });
});

it('says that a key is not accepted', async () => {
  const { egress, service } = at('key', 401);
  await expect(probe(egress, 'openrouter', service)).rejects.toMatchObject({
    code: 'denied',
    facts: { failure: 'authentication' },
  });
});
