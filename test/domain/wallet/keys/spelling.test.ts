import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, oddityOf, spelledKey } from '../../../../src/domain/wallet/keys/spelling.js';
import { Secret } from '../../../../src/domain/wallet/secret.js';

const key = 'sk-or-v1-0123456789abcdef';
const read = (typed: string) => spelledKey(new Secret(typed)).reveal();

describe('a key as people paste it', () => {
  it.each([
    key,
    `  ${key}\n`,
    `\ufeff${key}\r\n`,
    `"${key}"`,
    `'${key}'`,
    `\`${key}\``,
    `“${key}”`,
    `„${key}“`,
    `‘${key}’`,
    `" ${key} "`,
    `Bearer ${key}`,
    `Authorization: Bearer ${key}`,
    `xi-api-key: ${key}`,
    `OPENROUTER_API_KEY=${key}`,
    `export OPENROUTER_API_KEY="${key}"`,
    `OPENROUTER_API_KEY='${key}'\n`,
    `\u200b${key}\u200b`,
  ])('is read from %j', typed => {
    expect(read(typed)).toBe(key);
  });

  it('keeps what may belong to it', () => {
    for (const strange of ['abc=def==0123456789', 'KEY=abc0123456789==', '"half-a-quote-0123456789'])
      expect(read(strange)).toBe(strange);
  });

  it('is left alone when it has nothing around it, whatever it is', () => {
    const bare = fc.stringMatching(/^[a-z0-9][A-Za-z0-9._~+/-]{15,100}$/);
    fc.assert(
      fc.property(bare, text => {
        expect(read(text)).toBe(text);
      }),
    );
  });
});

describe('what cannot be a key', () => {
  it.each([
    ['', 'nothing in it'],
    [' \n', 'nothing in it'],
    ['""', 'nothing in it'],
    ['sk-or-v1 0123456789abcdef', 'white space in the middle'],
    ['sk-or-v1-0123\n456789abcdef', 'white space in the middle'],
    [`${key}${' '.repeat(5000)}and more`, 'white space in the middle'],
    ['sk-or-v1-012345', 'it has 15 characters'],
    ['x'.repeat(513), 'more than 512'],
    ['x'.repeat(1_000_000), 'more than 512'],
    ['sk-or-v1-0123456789abcdé', 'a character in it that no key has'],
    ['sk-or-v1-0123456789\u0007abc', 'a character in it that no key has'],
  ])('is refused: %j', (typed, why) => {
    expect(() => read(typed)).toThrow(why);
    expect(() => read(typed)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('is not repeated', () => {
    expect(() => read('hush hush 0123456789')).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hush') })); // prettier-ignore
  });

  it('is accepted at the edges', () => {
    expect(read('x'.repeat(16))).toHaveLength(16);
    expect(read('x'.repeat(512))).toHaveLength(512);
  });

  it.each(['"', '“', '`', 'Bearer ', 'A_B=', '\u200b', ' '])('is found to be none soon, a million times %j', piece => {
    expect(() => read(piece.repeat(1_000_000))).toThrow('That is no key');
  });
});

it('is told from others by its last four characters', () => {
  expect(fingerprintOf(new Secret(key))).toBe('cdef');
});

describe('a key that looks as if it were another’s', () => {
  it.each([
    ['openrouter', 'sk-proj-0123456789abcdef'],
    ['openrouter', 'sk_0123456789abcdef0123'],
    ['elevenlabs', key],
  ] as const)('of %s is remarked upon: %s', (provider, odd) => {
    expect(oddityOf(provider, new Secret(odd))).toMatch(/this one does not\. It may belong somewhere else\.$/);
  });

  it.each([
    ['openrouter', key],
    ['elevenlabs', 'sk_0123456789abcdef'],
    ['elevenlabs', '0123456789abcdef'.repeat(2)],
    ['openai-compatible', 'whatever-its-owner-likes'],
  ] as const)('of %s is not, when it looks like its own: %s', (provider, plain) => {
    expect(oddityOf(provider, new Secret(plain))).toBeUndefined();
  });
});
