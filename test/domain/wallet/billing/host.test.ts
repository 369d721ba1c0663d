import { expect, it } from 'vitest';
import { hostOf, type Hosts } from '../../../../src/domain/wallet/billing/host.js';

const hosts = (fields: Partial<Hosts> = {}): Hosts => ({
  wished: null,
  hasEndpoint: false,
  hasSystemKey: false,
  hasOwnKey: false,
  ...fields,
});

it.each<[string, Partial<Hosts>, string]>([
  ['the demo model, where there is nothing else', {}, 'built-in'],
  ['a provider, with the key of the home', { hasSystemKey: true }, 'openrouter'],
  ['a provider, with a key of one’s own', { hasOwnKey: true }, 'openrouter'],
  ['the operator’s endpoint, before any key', { hasEndpoint: true, hasSystemKey: true, hasOwnKey: true }, 'openai-compatible'], // prettier-ignore
  ['where the personality wants it', { wished: 'openrouter', hasEndpoint: true, hasOwnKey: true }, 'openrouter'],
  ['not where it wants it, without a key', { wished: 'openrouter', hasEndpoint: true }, 'openai-compatible'],
  ['not where nobody has ever heard of', { wished: 'skynet', hasSystemKey: true }, 'openrouter'],
])('a model runs at %s', (_, given, host) => {
  expect(hostOf(hosts(given))).toBe(host);
});
