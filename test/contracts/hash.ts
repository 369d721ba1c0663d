import { describe, expect, it } from 'vitest';
import type { Hash } from '../../src/ports/hash.js';

/** What every Hash promises: the known answers of SHA-256. */
export function hashContract(open: () => Hash) {
  describe('keeps the Hash contract', () => {
    it.each([
      ['nothing', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      ['a word', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
      ['accents, as UTF-8', 'é', '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c'],
    ])('knows the fingerprint of %s', (_, text, digest) => {
      expect(open().sha256(text)).toBe(digest);
    });

    it('does not care whether it is given text or its bytes', () => {
      expect(open().sha256(new TextEncoder().encode('Ada é'))).toBe(open().sha256('Ada é'));
    });

    it.each([
      ['nothing', [], 0, ''],
      ['one piece', ['abc'], 3, 'abc'],
      ['pieces that break a letter in two', ['Ada ', Buffer.from([0xc3]), '', Buffer.from([0xa9])], 6, 'Ada é'],
    ])('hashes %s as if it came at once, and counts its bytes', async (_, pieces, bytes, whole) => {
      async function* chunks() {
        for (const piece of pieces) yield Buffer.from(piece);
      }
      expect(await open().sha256Of(chunks())).toEqual({ sha256: open().sha256(whole), bytes });
    });

    it('passes on what goes wrong in what it is given', async () => {
      async function* breaking() {
        yield Buffer.from('a');
        throw new Error('The cable was pulled.');
      }
      await expect(open().sha256Of(breaking())).rejects.toThrow('The cable was pulled.');
    });

    it.each([
      ['', 'd41d8cd98f00b204e9800998ecf8427e'],
      ['The quick brown fox jumps over the lazy dog', '9e107d9d372bb6826bd81d3542a419d6'],
    ])('knows the MD5 of “%s”', (text, digest) => {
      expect(open().md5(Buffer.from(text))).toBe(digest);
    });

    it('hashes only the part of the memory that a view shows', () => {
      expect(open().sha256(new TextEncoder().encode('xabcx').subarray(1, 4))).toBe(open().sha256('abc'));
    });
  });
}
