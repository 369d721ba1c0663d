import { describe, expect, it } from 'vitest';
import { isTokenFile, mentionsTokenFile } from '../../../src/domain/import/secret-names.js';

describe('a file with keys to an account', () => {
  it.each([
    'auth.json',
    'data/auth.json',
    'backup.zip/data/AUTH.JSON',
    'auth_tokens.json',
    'auth-2024.json',
    'data/auth-2024.json',
    'auth/auth.json',
    'auth/auth_tokens.json',
    'secrets.json',
    'SillyTavern/secrets.json',
  ])('is known by its name: %s', path => expect(isTokenFile(path)).toBe(true));

  it.each([
    'author/lilith.json',
    'auth.json/lilith.json',
    'auth-demon/auth-demon.json',
    'auth-demon/auth-demon_memories.json',
    'auth.txt',
    'auth.json.txt',
    'my-secrets.json',
    'oauth.json',
    'lilith-auth.json',
    'auth',
    '',
  ])('is none, by its name: %s', path => expect(isTokenFile(path)).toBe(false));
});

async function* chunksOf(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size), 'latin1');
}

describe('a zip in which stands the name of such a file', () => {
  const zip = (name: string) => `${'x'.repeat(700)}${name}${'y'.repeat(700)}`;

  it.each([1, 5, 64, 10_000])('is known however it is cut: %s', async size => {
    expect(await mentionsTokenFile(chunksOf(zip('data/auth.json'), size))).toBe(true);
    expect(await mentionsTokenFile(chunksOf(zip('SECRETS.JSON'), size))).toBe(true);
    expect(await mentionsTokenFile(chunksOf(zip('lilith.json'), size))).toBe(false);
  });

  it('may be empty', async () => expect(await mentionsTokenFile(chunksOf('', 1))).toBe(false));
});
