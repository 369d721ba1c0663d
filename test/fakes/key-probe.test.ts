import { expect, it } from 'vitest';
import { Secret } from '../../src/domain/wallet/secret.js';
import { keyProbeContract } from '../contracts/key-probe.js';
import { fakeKeyProbe } from './key-probe.js';

keyProbeContract('openrouter', fakeKeyProbe);
keyProbeContract('elevenlabs', fakeKeyProbe);
keyProbeContract('openai-compatible', fakeKeyProbe);

it('knows what it was asked', async () => {
  const probe = fakeKeyProbe();
  await probe.prove('openrouter', new Secret('sk-or-v1-0123'));
  expect(probe.asked).toEqual([{ provider: 'openrouter', key: 'sk-or-v1-0123' }]);
});
