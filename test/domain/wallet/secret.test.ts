import { format, inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/domain/wallet/secret.js';

const secret = new Secret('open sesame');

it('is told to whoever asks for it by name', () => {
  expect(secret.reveal()).toBe('open sesame');
});

it.each([
  ['put into a text', () => `${String(secret)}`],
  ['joined', () => [secret].join()],
  ['made JSON', () => JSON.stringify({ secret })],
  ['inspected', () => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['formatted', () => format('%s %o %j', secret, secret, secret)],
  ['spread', () => JSON.stringify({ ...secret })],
  ['listed', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)])],
  ['cloned', () => inspect(structuredClone(secret))],
])('is told to nobody when it is %s', (_, show) => {
  expect(show()).not.toContain('sesame');
});
