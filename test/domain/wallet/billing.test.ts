import { expect, it } from 'vitest';
import { payerFor } from '../../../src/domain/wallet/billing.js';

it.each([
  ['built-in', true, 'none'],
  ['built-in', false, 'none'],
  ['openai-compatible', true, 'none'],
  ['openai-compatible', false, 'none'],
  ['openrouter', true, 'system'],
])('has %s paid for somebody who is the owner (%s) by: %s', (provider, isOwner, payer) => {
  expect(payerFor(provider, isOwner)).toBe(payer);
});

it('lets nobody but the owner speak at the cost of the home', () => {
  expect(() => payerFor('openrouter', false)).toThrow(expect.objectContaining({ code: 'denied' }));
});
