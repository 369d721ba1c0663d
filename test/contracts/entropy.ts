import { describe, expect, it } from 'vitest';
import type { Entropy } from '../../src/ports/entropy.js';

/** What every Entropy promises. */
export function entropyContract(open: () => Entropy) {
  describe('keeps the Entropy contract', () => {
    it.each([0, 1, 12, 32, 100_000])('gives exactly %i bytes', count => {
      expect(open().bytes(count)).toHaveLength(count);
    });

    it('never gives the same bytes twice', () => {
      const entropy = open();
      const drawn = Array.from({ length: 10_000 }, () => Buffer.from(entropy.bytes(12)).toString('hex'));
      expect(new Set(drawn).size).toBe(drawn.length);
    });

    it('gives every byte about equally often', () => {
      const counts = Map.groupBy(open().bytes(256 * 1000), byte => byte);
      expect(counts.size).toBe(256);
      for (const { length } of counts.values())
        expect(length).toSatisfy((count: number) => count > 700 && count < 1300);
    });

    it('gives bytes that are the caller’s alone', () => {
      const entropy = open();
      const mine = entropy.bytes(32);
      const before = Buffer.from(mine).toString('hex');
      entropy.bytes(32).fill(0);
      expect(Buffer.from(mine).toString('hex')).toBe(before);
      expect(mine.buffer.byteLength).toBe(32);
    });
  });
}
