import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from '../../../src/adapters/tokenizer/pieces.js';
import { gptTokenizer } from '../../../src/adapters/tokenizer/tokenizer.js';
import { tokenizerContract } from '../../contracts/tokenizer.js';

tokenizerContract(gptTokenizer);

it('counts as the vocabulary does', async () => {
  const count = await gptTokenizer().load();
  expect(count('Hello there, how are you?')).toBe(7);
  expect(count('The tower has no door.')).toBe(6);
});

it('takes ordinary text whole', () => {
  expect(piecesOf('A few words.\n\n  And a line.')).toEqual(['A few words.\n\n  And a line.']);
});

it('cuts what is long without losing or changing anything, and into short pieces', () => {
  const anyText = fc.array(fc.constantFrom('a', '灯', ' ', '\n', 'x'.repeat(70), ' '.repeat(90), 'word '), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(anyText, parts => {
      const text = parts.join('');
      const pieces = piecesOf(text);
      expect(pieces.join('')).toBe(text);
      const cut = pieces.length > 1 ? pieces : [];
      expect(cut.filter(({ length }) => length > 128)).toEqual([]);
    }),
    { seed: 1815, numRuns: 500 },
  );
});
