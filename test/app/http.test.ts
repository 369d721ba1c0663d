import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';

const httpOf = (env: Readonly<Record<string, string>>) => readConfig({ home: '/nowhere' }, env).http;
const publicUrl = { TZUROT_PUBLIC_URL: 'https://bees.example' };

it.each([
  ['nobody asked for it', {}, null],
  ['only a host is named', { TZUROT_HTTP_HOST: '0.0.0.0' }, null],
  ['there is a port', { TZUROT_HTTP_PORT: '9000' }, { host: '127.0.0.1', port: 9000 }],
  ['the place gives one', { PORT: '9000', TZUROT_HTTP_HOST: '0.0.0.0' }, { host: '0.0.0.0', port: 9000 }],
  ['there is a public address', publicUrl, { host: '127.0.0.1', port: 8787 }],
  ['there are both', { ...publicUrl, TZUROT_HTTP_PORT: '0' }, { host: '127.0.0.1', port: 0 }],
  ['another program serves the public address', { ...publicUrl, TZUROT_HTTP_PORT: 'off' }, null],
])('is listened where it should be, when %s', (_, env, http) => {
  expect(httpOf(env)).toEqual(http);
});
