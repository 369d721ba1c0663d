import { expect, it } from 'vitest';
import { openAiKeyProbe } from '../../../src/adapters/openai/key-probe.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { keyProbeContract } from '../../contracts/key-probe.js';
import { fakeEgress, type Reply } from '../../fakes/egress.js';

const base = 'http://127.0.0.1:4000/v1';
const key = new Secret('local-key-of-ada-0123456789');

const at = (reply: Reply) => {
  const egress = fakeEgress({ [`${base}/models`]: reply });
  return { egress, prove: () => openAiKeyProbe(egress, `${base}/`)(key) };
};

const models = { body: JSON.stringify({ object: 'list', data: [{ id: 'llama3.2' }] }) };
const replies = {
  'takes it': models,
  'refuses it': { status: 401, body: 'sk-contract-0123456789abcdef' },
  'has trouble': { status: 502, body: 'sk-contract-0123456789abcdef' },
  'is not there': 'hang-up',
} as const;

keyProbeContract('openai-compatible', standing => {
  const probe = openAiKeyProbe(fakeEgress({ [`${base}/models`]: replies[standing] }), base);
  return { prove: (_, secret) => probe(secret) };
});

it('asks for the models, and says that this proves an endpoint and no key', async () => {
  const { egress, prove } = at(models);
  expect(await prove()).toEqual({
    provider: 'openai-compatible',
    proves: 'endpoint',
    limits: null,
    remarks: [
      expect.stringMatching(/^Something answers at 127\.0\.0\.1:4000\. Whether the key is good it did not say/),
    ],
  });
  expect(egress.arrived).toMatchObject([{ headers: { authorization: `Bearer ${key.reveal()}` } }]);
});

it('knows an endpoint that has no models yet', async () => {
  expect(await at({ body: '{"object":"list","data":null}' }).prove()).toMatchObject({ proves: 'endpoint' });
});

it.each([{ body: '<html>' }, { body: '{}' }, { body: '{"data":"many"}' }])(
  'does not take %j for an endpoint',
  async reply => {
    await expect(at(reply).prove()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^The endpoint 127\.0\.0\.1:4000 gave an answer that makes no sense/),
      try: 'config explain llm.url',
    });
  },
);
