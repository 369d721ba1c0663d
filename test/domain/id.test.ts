import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemHash } from '../../src/adapters/system/hash.js';
import { derivedId, idBytes, idOf, referenceBytes } from '../../src/domain/id.js';

const { sha256 } = systemHash();
const anyBytes = fc.uint8Array({ minLength: idBytes, maxLength: idBytes });
const runs = { seed: 1815, numRuns: 1000 };

describe('an id', () => {
  it.each([
    [[0, 0, 0, 0, 0], '00000000'],
    [[255, 255, 255, 255, 255], 'zzzzzzzz'],
    [[0, 0, 0, 0, 1], '00000001'],
    [[0, 68, 50, 20, 199], '01234567'],
    [[], ''],
  ])('of %j is %s', (bytes, id) => {
    expect(idOf(Uint8Array.from(bytes))).toBe(id);
  });

  it('has letters and digits that cannot be mistaken for one another', () => {
    fc.assert(
      fc.property(anyBytes, bytes => {
        expect(idOf(bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
      }),
      runs,
    );
  });

  it('is another one for any other bytes', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (one, other) => {
        expect(idOf(one) === idOf(other)).toBe(Buffer.from(one).equals(other));
      }),
      runs,
    );
  });

  it('sorts as its bytes do', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (one, other) => {
        const order = Math.sign(Buffer.compare(one, other));
        expect(idOf(one) < idOf(other) ? -1 : Number(idOf(one) > idOf(other))).toBe(order);
      }),
      runs,
    );
  });

  it('that people quote is short', () => {
    expect(idOf(new Uint8Array(referenceBytes))).toHaveLength(8);
  });
});

describe('the id of what something is', () => {
  it('is always the same', () => {
    expect(derivedId(sha256, 'line', 'discord', '123')).toBe('298wnc8pgepgq6ez');
  });

  it('is another one for any other parts', () => {
    const anyParts = fc.array(fc.constantFrom('', 'a', 'b', 'ab', '"', ',', '","'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyParts, anyParts, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(derivedId(sha256, ...one) === derivedId(sha256, ...other)).toBe(isSame);
      }),
      runs,
    );
  });

  it('looks like any other id', () => {
    expect(derivedId(sha256, 'x')).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
  });
});
