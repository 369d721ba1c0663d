import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { targetOf } from '../../../src/adapters/web/target.js';

const nibble = fc.constantFrom(...'0123456789abcdef');
const fingerprint = fc.string({ unit: nibble, minLength: 64, maxLength: 64 });

it('gives a picture only for its own address, in any words', () => {
  const near = fc.oneof(
    fc.string(),
    fingerprint.map(sha256 => `/avatars/${sha256}`),
    fc
      .tuple(fc.string(), fingerprint, fc.string())
      .map(([before, sha256, after]) => `${before}/avatars/${sha256}${after}`),
  );
  fc.assert(
    fc.property(near, url => {
      const target = targetOf(url, '');
      if (target.kind !== 'avatar') return;
      expect(url).toMatch(new RegExp(`^/avatars/${target.sha256}(\\.[a-z]{3,4})?(\\?[^]*)?$`));
    }),
  );
});

it('takes no longer for what is made to take long', () => {
  const url = `${'/a.'.repeat(1_000_000)}%`;
  expect(targetOf(url, '')).toEqual({ kind: 'malformed' });
});
