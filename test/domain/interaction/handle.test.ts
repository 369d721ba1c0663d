import { expect, it } from 'vitest';
import { handleId, isStale, readHandle } from '../../../src/domain/interaction/handle.js';
import { after, noon } from '../../support/builders.js';

const handle = { verb: 'wallet-set', about: 'openai-compatible', madeAt: noon, accountId: '12345678901234567890' };

it('stands for what it was made for', () => {
  expect(readHandle(handleId(handle))).toEqual(handle);
});

it('is as short as Discord wants it, however long the account', () => {
  expect(handleId(handle).length).toBeLessThanOrEqual(100);
});

it.each([
  'v2.wallet-set.openrouter.0.123',
  'v1.wallet-set.openrouter.0',
  'v1.wallet-set.openrouter.0.alice',
  'v1.wallet set.openrouter.0.123',
  'v1..openrouter.0.123',
  'wallet:alice',
  '',
  `v1.wallet-set.openrouter.0.123${'0'.repeat(100)}`,
])('is not read from %j', id => {
  expect(readHandle(id)).toBeUndefined();
});

it.each([
  [0, false],
  [900, false],
  [901, true],
  [-901, true],
])('that is %d seconds old is stale: %j', (seconds, stale) => {
  expect(isStale(handle, after(seconds))).toBe(stale);
});
