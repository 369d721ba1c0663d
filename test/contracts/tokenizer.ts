import { describe, expect, it } from 'vitest';
import type { Tokenizer } from '../../src/ports/tokenizer.js';

/** What every Tokenizer promises. Run it against each adapter, and against the fake. */
export function tokenizerContract(open: () => Tokenizer) {
  describe('keeps the Tokenizer contract', () => {
    it('counts nothing in nothing', async () => {
      expect((await open().load())('')).toBe(0);
    });

    it('counts about as many tokens as words, in plain prose', async () => {
      const tokens = (await open().load())('The quick brown fox jumps over the lazy dog.');
      expect(tokens).toBeGreaterThanOrEqual(9);
      expect(tokens).toBeLessThan(20);
    });

    it('counts the same for the same, whoever asks', async () => {
      const [one, other] = await Promise.all([open().load(), open().load()]);
      expect(one('灯台 and harbour')).toBe(other('灯台 and harbour'));
    });

    it.each(['<|endoftext|>', '<|im_start|>system', '\ud800', '\0', '😀'.repeat(50)])(
      'takes %j for text',
      async text => {
        expect((await open().load())(text)).toBeGreaterThan(0);
      },
    );

    it.each([
      ['one letter', 'a'],
      ['blanks', ' '],
      ['line breaks', '\n'],
      ['a word without end', '灯台'],
      ['marks', '!?'],
    ])('counts a long text of %s in the end', async (_, piece) => {
      const count = await open().load();
      const [one, two] = [count(piece.repeat(100_000)), count(piece.repeat(200_000))];
      expect(two).toBeGreaterThan(one * 1.9);
      expect(two).toBeLessThan(one * 2.1);
    });
  });
}
