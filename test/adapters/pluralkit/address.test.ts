import { expect, it } from 'vitest';
import { readConfig } from '../../../src/config.js';

const home = '/nowhere/at/all';

it('is PluralKit’s own, unless the operator names another one', () => {
  const urlIn = (env: Record<string, string>) => readConfig({ home }, env).services.pluralKit.url;
  expect(urlIn({})).toBe('https://api.pluralkit.me/v2');
  expect(urlIn({ TZUROT_PLURALKIT_URL: 'http://127.0.0.1:4000/v2' })).toBe('http://127.0.0.1:4000/v2');
});
