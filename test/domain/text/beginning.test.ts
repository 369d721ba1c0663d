import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginningInBytes, beginningOf } from '../../../src/domain/text/beginning.js';

const anyText = fc.string({ unit: fc.constantFrom('a', 'é', '灯', '🌙', '\u200d'), maxLength: 30 });

it('a text is cut to the longest beginning that fits, and never inside a character', () => {
  fc.assert(
    fc.property(anyText, fc.nat(60), (text, most) => {
      for (const [cut, length] of [
        [beginningOf(text, most), (piece: string) => piece.length],
        [beginningInBytes(text, most), (piece: string) => Buffer.byteLength(piece)],
      ] as const) {
        expect(text.startsWith(cut) && cut.isWellFormed()).toBe(true);
        expect(length(cut)).toBeLessThanOrEqual(most);
        const next = String.fromCodePoint(text.slice(cut.length).codePointAt(0) ?? 0);
        expect(cut === text || length(cut + next) > most).toBe(true);
      }
    }),
    { seed: 1815, numRuns: 1000 },
  );
});

it('half a character stays what it is', () => {
  expect(beginningInBytes('\ud83ca', 3)).toBe('\ud83ca');
});
