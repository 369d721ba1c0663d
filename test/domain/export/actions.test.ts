import { expect, it } from 'vitest';
import { systemHash } from '../../../src/adapters/system/hash.js';
import { deflate } from '../../../src/adapters/system/inflate.js';
import { exported } from '../../../src/domain/export/actions.js';
import { aPersonality } from '../../support/builders.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeEntropy } from '../../fakes/entropy.js';
import { fakePersonalities } from '../../fakes/personalities.js';

it('an export as JSON has all of the document somebody came from but its secrets', async () => {
  const lilith = aPersonality({ source: { format: 'shapes', foreignId: 'lilith', batch: 'b' } });
  const document = {
    engine_max_tokens: 4000,
    token_budget: 100,
    x_auth_user: 'hunter2',
    settings: [{ access_token: 'hunter2', tone: 'dry' }],
  };
  const personalities = {
    ...fakePersonalities(),
    all: async () => [lilith],
    origin: async () => ({ format: 'shapes', document: JSON.stringify(document) }),
  };
  const ports = { personalities, hash: systemHash(), deflate, clock: fakeClock(), entropy: fakeEntropy() };
  const actor = { userId: lilith.ownerId, isOwner: false };
  const made = await exported(ports, actor, 'lilith', { format: 'json', isPicture: false });
  expect(made.document).toMatchObject({
    origin: { document: '{"engine_max_tokens":4000,"token_budget":100,"settings":[{"tone":"dry"}]}' },
  });
  expect(Buffer.from(made.bytes).toString()).not.toContain('hunter2');
});
