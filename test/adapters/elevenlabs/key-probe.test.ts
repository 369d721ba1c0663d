import { expect, it } from 'vitest';
import { elevenLabsKeyProbe } from '../../../src/adapters/elevenlabs/key-probe.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { keyProbeContract } from '../../contracts/key-probe.js';
import { fakeEgress, type Reply } from '../../fakes/egress.js';

const base = 'http://127.0.0.1:4000';
const path = `${base}/v1/user/subscription`;
const key = new Secret(`sk_${'0123456789abcdef'.repeat(3)}`);

const at = (reply: Reply) => {
  const egress = fakeEgress({ [path]: reply });
  return { egress, prove: () => elevenLabsKeyProbe(egress, `${base}/`)(key) };
};

const refusing = (status: string, code = 401): Reply => ({
  status: code,
  body: JSON.stringify({ detail: { status, message: `${key.reveal()} sk-contract-0123456789abcdef` } }),
});

const subscription = { tier: 'creator', character_count: 4000, character_limit: 100_000, status: 'active' };
const replies = {
  'takes it': { body: JSON.stringify(subscription) },
  'refuses it': refusing('invalid_api_key'),
  'has trouble': { status: 500, body: 'sk-contract-0123456789abcdef' },
  'is not there': 'hang-up',
} as const;

keyProbeContract('elevenlabs', standing => {
  const probe = elevenLabsKeyProbe(fakeEgress({ [path]: replies[standing] }), base);
  return { prove: (_, secret) => probe(secret) };
});

it('asks for the subscription, with the key in the header of its own', async () => {
  const { egress, prove } = at(replies['takes it']);
  expect(await prove()).toMatchObject({
    limits: null,
    remarks: ['It is on the plan creator; 4000 of the 100000 characters of this period are used.'],
  });
  expect(egress.arrived).toMatchObject([{ url: path, headers: { 'xi-api-key': key.reveal() } }]);
  expect(egress.arrived[0]?.headers).not.toHaveProperty('authorization');
});

it.each([401, 403])('takes a key that lacks a right for a good one (%i), and says so', async status => {
  expect(await at(refusing('missing_permissions', status)).prove()).toMatchObject({
    proves: 'key',
    remarks: [expect.stringContaining('may not read the subscription')],
  });
});

it.each([refusing('detected_unusual_activity'), { status: 401 }, { status: 401, body: 'null' }])(
  'does not call a key bad that is refused for another reason: %j',
  async reply => {
    await expect(at(reply).prove()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('not because of the key'),
      facts: { failure: 'moderation' },
    });
  },
);

it('never follows a redirect with a key', async () => {
  const { egress, prove } = at({ status: 307, headers: { location: 'https://evil.example/' } });
  await expect(prove()).rejects.toMatchObject({ code: 'unavailable' });
  expect(egress.arrived).toHaveLength(1);
});

it.each([
  ['growing_business', 'growing_business'],
  ['scale_2024_07_01', 'scale'],
  [key.reveal(), 'sk'],
  ['\u001b[2J', 'of another name'],
])('of the plan %j it says %s, and never what might be the key', async (tier, said) => {
  const { remarks } = await at({ body: JSON.stringify({ ...subscription, tier }) }).prove();
  expect(remarks).toEqual([expect.stringMatching(new RegExp(`^It is on the plan ${said};`))]);
});
