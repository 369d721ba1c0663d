import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemEntropy } from '../../../src/adapters/system/entropy.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { keyringOf } from '../../../src/domain/wallet/keyring.js';
import { checkValueOf, keyIdOf, masterKeyOf, matchesCheckValue, nonceLength, seal, unseal, type Place, type SealFault } from '../../../src/domain/wallet/seal.js'; // prettier-ignore

type Vector = { readonly what: string; readonly purpose: string; readonly place: Place; readonly envelope: string };
type Vectors = {
  readonly masterKeyHex: string;
  readonly keyId: string;
  readonly checkValue: string;
  readonly accept: readonly (Vector & { readonly text: string; readonly nonceHex: string })[];
  readonly reject: readonly (Vector & { readonly reason: SealFault })[];
};

/** Made by another implementation. They must hold for as long as there are sealed values. */
const vectors: Vectors = JSON.parse(readFileSync(new URL('../../fixtures/seal-vectors.json', import.meta.url), 'utf8'));
const key = masterKeyOf(Buffer.from(vectors.masterKeyHex, 'hex'));

const place: Place = { table: 'keys', rowId: 'row-1', ownerId: 'ada', label: 'openrouter' };
const nonce = new Uint8Array(nonceLength).fill(9);
const corrupt = expect.objectContaining({ name: 'TzurotError', code: 'corrupt' });

const opened = (envelope: string, purpose = 'apikey', where = place) =>
  unseal(keyringOf(key), purpose, where, envelope);

/** What somebody is told who may not open something. */
function refusalOf(open: () => string) {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof TzurotError)) throw error;
    return { code: error.code, message: error.message, facts: error.facts };
  }
}

describe('the vectors', () => {
  it('name the key', () => {
    expect([key.id, checkValueOf(key)]).toEqual([vectors.keyId, vectors.checkValue]);
  });

  it.each(vectors.accept)('open: $what', ({ purpose, place: where, envelope, text }) => {
    expect(opened(envelope, purpose, where)).toBe(text);
  });

  it.each(vectors.accept)('are what is sealed: $what', ({ purpose, place: where, text, nonceHex, envelope }) => {
    expect(seal(key, purpose, where, text, Buffer.from(nonceHex, 'hex'))).toBe(envelope);
  });

  it.each(vectors.reject)('do not open $what: $reason', ({ purpose, place: where, envelope, reason }) => {
    expect(refusalOf(() => opened(envelope, purpose, where))).toMatchObject({ code: 'corrupt', facts: { reason } });
  });

  it('are refused in the same words, whatever does not fit the place', () => {
    const unfit = vectors.reject.filter(({ reason }) => reason === 'KEY_BINDING');
    const refusals = unfit.map(({ purpose, place: where, envelope }) =>
      refusalOf(() => opened(envelope, purpose, where)),
    );
    expect(unfit.length).toBeGreaterThan(10);
    expect(new Set(refusals.map(each => JSON.stringify(each))).size).toBe(1);
  });
});

describe('a sealed text', () => {
  it('opens in its place, whatever it says', () => {
    const anyPlace = fc.record({ table: fc.string(), rowId: fc.string(), ownerId: fc.string(), label: fc.string() });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), anyPlace, fc.string(), (text, where, purpose) => {
        expect(unseal(keyringOf(key), purpose, where, seal(key, purpose, where, text, nonce))).toBe(text);
      }),
      { seed: 1815, numRuns: 300 },
    );
  });

  it('opens in no other place', () => {
    const names = fc.constantFrom('', 'a', 'b', 'ab', 'ba');
    const anyPlace = fc.record({ table: names, rowId: names, ownerId: names, label: names });
    fc.assert(
      fc.property(anyPlace, anyPlace, names, names, (one, other, purpose, otherPurpose) => {
        fc.pre(JSON.stringify([one, purpose]) !== JSON.stringify([other, otherPurpose]));
        const envelope = seal(key, purpose, one, 'hush', nonce);
        expect(() => unseal(keyringOf(key), otherPurpose, other, envelope)).toThrow(corrupt);
      }),
      { seed: 1815, numRuns: 500 },
    );
  });

  it('opens with no bit of it flipped', () => {
    const envelope = seal(key, 'apikey', place, 'The lantern.', nonce);
    const flipped = Array.from(envelope).flatMap((character, at) =>
      [1, 2, 4, 8, 16, 32, 64, 128].map(
        bit => envelope.slice(0, at) + String.fromCharCode(character.charCodeAt(0) ^ bit) + envelope.slice(at + 1),
      ),
    );
    for (const each of flipped) expect(() => opened(each)).toThrow(corrupt);
  });

  it('opens with no bit of its bytes flipped, and does not say which', () => {
    const [version, id, ...parts] = seal(key, 'apikey', place, 'The lantern.', nonce).split('.');
    const bytes = Buffer.concat(parts.map(part => Buffer.from(part, 'base64url')));
    const messages = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const texts = [changed.subarray(0, nonceLength), changed.subarray(nonceLength)].map(part =>
        part.toString('base64url'),
      );
      try {
        return opened([version, id, ...texts].join('.'));
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    });
    expect(new Set(messages)).toEqual(
      new Set(['A sealed value does not open in its place: it was changed, or moved here.']),
    );
  });

  it.each([0, 4, 8, 12, 15])('is refused by its form when all that is sealed is %s bytes', length => {
    const [version, id, nonceText, sealed = ''] = seal(key, 'apikey', place, '', nonce).split('.');
    const cut = Buffer.from(sealed, 'base64url').subarray(0, length).toString('base64url');
    expect(() => opened([version, id, nonceText, cut].join('.'))).toThrow('not in the form');
  });

  it('shows nothing of the text or of the key', () => {
    const envelope = seal(key, 'apikey', place, 'sesame-sesame', nonce);
    for (const form of ['utf8', 'base64', 'base64url', 'hex'] as const) {
      expect(envelope).not.toContain(Buffer.from('sesame-sesame').toString(form));
      expect(envelope).not.toContain(Buffer.from(key.bytes).toString(form));
    }
  });

  it('is another one under another nonce', () => {
    expect(seal(key, 'apikey', place, 'a', nonce)).not.toBe(
      seal(key, 'apikey', place, 'a', new Uint8Array(nonceLength)),
    );
  });

  it('has a nonce of its own, a hundred thousand times', () => {
    const entropy = systemEntropy();
    const nonces = Array.from({ length: 100_000 }, () => {
      const envelope = seal(key, 'apikey', place, '', entropy.bytes(nonceLength));
      return envelope.split('.')[2];
    });
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('names its key', () => {
    expect(keyIdOf(seal(key, 'apikey', place, 'a', nonce))).toBe(key.id);
  });

  it('is not made with a nonce of another length', () => {
    expect(() => seal(key, 'apikey', place, 'a', new Uint8Array(11))).toThrow('12 bytes');
  });

  it('says which key it needs when there is another one', () => {
    const other = masterKeyOf(new Uint8Array(32).fill(1));
    const envelope = seal(key, 'apikey', place, 'a', nonce);
    expect(() => unseal(keyringOf(other), 'apikey', place, envelope)).toThrow(new RegExp(`${key.id}.*${other.id}`));
  });

  it('is not quoted when it does not open', () => {
    const secret = 'sk-or-v1-0123456789abcdef';
    expect(() => opened(secret)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('0123456789') }),
    );
  });
});

describe('a master key', () => {
  it.each([0, 16, 31, 33, 64])('is not %s bytes long', length => {
    expect(() => masterKeyOf(new Uint8Array(length))).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('has an id of its own that is always the same', () => {
    const other = masterKeyOf(new Uint8Array(32).fill(1));
    expect(other.id).toMatch(/^[0-9a-f]{8}$/);
    expect(masterKeyOf(new Uint8Array(32).fill(1)).id).toBe(other.id);
    expect(other.id).not.toBe(key.id);
  });

  it('is recognised by its check value, and no other is', () => {
    const other = masterKeyOf(new Uint8Array(32).fill(1));
    expect(matchesCheckValue(key, checkValueOf(key))).toBe(true);
    expect(matchesCheckValue(other, checkValueOf(key))).toBe(false);
  });

  it.each(['', 'f'.repeat(63), 'ü'.repeat(64)])('is not recognised by %j', value => {
    expect(matchesCheckValue(key, value)).toBe(false);
  });
});
