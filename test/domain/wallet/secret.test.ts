import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/domain/wallet/secret.js';

const secret = new Secret('open sesame');

it('is told to whoever asks for it by name', () => {
  expect(secret.reveal()).toBe('open sesame');
});

function printed(...things: readonly unknown[]): string {
  const stream = new PassThrough();
  new Console(stream).log('%s %o %O', ...things);
  return String(stream.read());
}

const shownError = (error: Error): string => `${inspect(error, { depth: 9 })}${error.stack}${JSON.stringify(error)}`;

it.each([
  ['put into a text', () => `${String(secret)}`],
  ['joined', () => [secret].join()],
  ['made JSON', () => JSON.stringify({ secret })],
  ['inspected', () => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['formatted', () => format('%s %o %j', secret, secret, secret)],
  ['spread', () => JSON.stringify({ ...secret })],
  ['listed', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret)])],
  ['put into a template', () => `${secret}`],
  ['added to a text', () => secret + ''],
  ['asked for its value', () => String(secret.valueOf())],
  ['the name of a field', () => JSON.stringify({ [String(secret)]: 1 })],
  ['printed', () => printed(secret, { secret }, [secret], new Map([[secret, secret]]))],
  ['inspected without its own consent', () => inspect(secret, { customInspect: false, showHidden: true })],
  ['serialised', () => serialize({ secret }).toString('latin1') + inspect(deserialize(serialize(secret)))],
  ['the message of an error', () => shownError(new Error(String(secret)))],
  ['the cause of an error', () => shownError(new Error('No.', { cause: secret }))],
  ['thrown', () => shownError(new AggregateError([secret], 'No.'))],
  ['assigned', () => JSON.stringify(Object.assign({}, secret))],
  ['gone through', () => Object.entries(secret).join() + Object.values(secret).join()],
  ['looked into', () => JSON.stringify(Object.getOwnPropertyDescriptors(secret))],
  ['cloned', () => inspect(structuredClone(secret))],
])('is told to nobody when it is %s', (_, show) => {
  expect(show()).not.toContain('sesame');
});
