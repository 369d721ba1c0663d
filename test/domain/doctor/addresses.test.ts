import { expect, it } from 'vitest';
import { judgeAddresses } from '../../../src/domain/doctor/addresses.js';

const judged = (url: string, isOwn = false) => judgeAddresses([{ name: 'The service', url, isOwn }]);

it.each([
  ['the address of a service', 'https://discord.com/api', false],
  ['another one that everybody can reach', 'https://proxy.example:8443/api', false],
  ['an endpoint of one’s own on this machine', 'http://127.0.0.1:11434/v1', true],
  ['an endpoint of one’s own on this machine, by name', 'http://localhost:11434/v1', true],
  ['an endpoint of one’s own in the house, sealed', 'https://192.168.0.7/v1', true],
  ['a host whose name only begins like a private one', 'https://10.example.com/', false],
])('%s is fine', (_, url, isOwn) => expect(judged(url, isOwn)).toMatchObject({ id: 'addresses', status: 'ok' }));

it.each([
  ['a service over plain http', 'http://discord.example/api', false, 'plain http'],
  ['an endpoint of one’s own in the house over plain http', 'http://192.168.0.7:11434/v1', true, 'plain http'],
  ['a service on this machine', 'http://127.0.0.1:4000/api', false, 'private address'],
  ['a service in the house', 'https://10.0.0.7/api', false, 'private address'],
  ['a service in the house, by IPv6', 'https://[fd00::1]/api', false, 'private address'],
  ['a service in the house, by name', 'https://discord.lan/api', false, 'private address'],
])('%s is worth a word', (_, url, isOwn, words) => {
  const { status, message } = judged(url, isOwn);
  expect({ status, message }).toEqual({ status: 'warn', message: expect.stringContaining(words) });
  expect(message).toContain(new URL(url).host);
});

it('does not repeat what an address has in it besides the host', () => {
  expect(judged('http://ada:secret@discord.example/api?key=1').message).not.toMatch(/secret|key=1/);
});
