import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateMessageTokens, estimateTokens } from '../../../src/domain/conversation/tokens.js';

it('costs nothing to say nothing', () => {
  expect(estimateTokens('')).toBe(0);
});

it.each([
  ['English', 'The quick brown fox jumps over the lazy dog.', 10],
  ['German', 'Der Übermut des Raben ist größer als seine Flügel.', 12],
  ['Japanese', '灯台は海の見える丘に立っている。', 12],
])('does not cost less than it does, in %s', (_, text, tokens) => {
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
});

it('costs what its bytes cost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(estimateTokens(text)).toBe(Math.ceil(Buffer.byteLength(text.toWellFormed()) / 3.6));
    }),
    { seed: 1815, numRuns: 2000 },
  );
});

it('costs no less to say more', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, more) => {
      expect(estimateTokens(text + more)).toBeGreaterThanOrEqual(estimateTokens(text));
      expect(estimateTokens(text + more)).toBeLessThanOrEqual(estimateTokens(text) + estimateTokens(more));
    }),
    { seed: 1815 },
  );
});

it('costs a little more to send a message than to have its text', () => {
  expect(estimateMessageTokens('Always.')).toBeGreaterThan(estimateTokens('Always.'));
});
