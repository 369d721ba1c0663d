import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decrypted, encrypted } from '../../../src/domain/wallet/seal.js';

type Case = {
  readonly what: string;
  readonly result: 'valid' | 'invalid';
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly sealed: string;
};

/** Made by another implementation; those of the specification are its own. */
const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../fixtures/gcm-cases.json', import.meta.url), 'utf8'),
);
const valid = cases.filter(({ result }) => result === 'valid');
const invalid = cases.filter(({ result }) => result === 'invalid');

const bytesOf = ({ key, iv, aad, msg, sealed }: Case) => ({
  key: Buffer.from(key, 'hex'),
  iv: Buffer.from(iv, 'hex'),
  aad: Buffer.from(aad, 'hex'),
  msg: Buffer.from(msg, 'hex'),
  sealed: Buffer.from(sealed, 'hex'),
});

describe('the cipher', () => {
  it.each(valid)('opens, and makes the same: $what', each => {
    const { key, iv, aad, msg, sealed } = bytesOf(each);
    expect(decrypted(key, iv, aad, sealed).equals(msg)).toBe(true);
    expect(encrypted(key, iv, aad, msg).equals(sealed)).toBe(true);
  });

  it.each(invalid)('does not open: $what', each => {
    const { key, iv, aad, sealed } = bytesOf(each);
    expect(() => decrypted(key, iv, aad, sealed)).toThrow();
  });

  it('makes nothing with a nonce of another length', () => {
    const { key, aad, msg } = bytesOf(valid[0] ?? fail());
    for (const length of [0, 8, 11, 13, 16])
      expect(() => encrypted(key, new Uint8Array(length), aad, msg)).toThrow('12 bytes');
  });

  it('opens a text of a megabyte, and not with one bit of it flipped', () => {
    const { key, iv, aad } = bytesOf(valid[0] ?? fail());
    const text = Buffer.alloc(2 ** 20, 'lantern ');
    const sealed = encrypted(key, iv, aad, text);
    expect(decrypted(key, iv, aad, sealed).equals(text)).toBe(true);
    sealed.writeUInt8(sealed.readUInt8(2 ** 19) ^ 1, 2 ** 19);
    expect(() => decrypted(key, iv, aad, sealed)).toThrow();
  });
});

function fail(): never {
  throw new Error('There are no cases.');
}
