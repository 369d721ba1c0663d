import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/adapters/http/address.js';

/** The first and the last address of what is not public, and what lies just outside. */
const special: readonly (readonly [string, string, before: string | undefined, after: string | undefined])[] = [
  ['0.0.0.0', '0.255.255.255', undefined, '1.0.0.0'],
  ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['224.0.0.0', '255.255.255.255', '223.255.255.255', undefined],
  ['::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined, '2000::'],
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:200::'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db9::'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'],
  ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:1000::'],
  ['4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', undefined],
];

describe.each(special)('from %s to %s', (first, last, before, after) => {
  it('no address is public', () => {
    expect([first, last].filter(isPublicAddress)).toEqual([]);
  });

  it('the next ones are', () => {
    expect([before, after].filter(address => address !== undefined && !isPublicAddress(address))).toEqual([]);
  });
});

it.each([
  'one of IPv4 that is mapped into IPv6: ::ffff:8.8.8.8',
  'one of IPv4 as IPv6 once wrote it: ::8.8.8.8',
  'one behind NAT64: 64:ff9b::808:808',
  'one with a zone: 2606:4700::1111%eth0',
  'a name: dns.google',
  'a number: 134744072',
  'one in brackets: [2606:4700::1111]',
  'one with a port: 8.8.8.8:443',
  'nothing: ',
])('does not take for public %s', what => {
  expect(isPublicAddress(what.slice(what.indexOf(': ') + 2))).toBe(false);
});

it('takes no IPv6 address for public that is just another way to write one of IPv4', () => {
  fc.assert(
    fc.property(fc.ipV4(), address => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
      for (const prefix of ['::ffff:', '::', '64:ff9b::', '64:ff9b:1::'])
        expect(isPublicAddress(prefix + hex)).toBe(false);
      expect(isPublicAddress(`2002:${hex}::`)).toBe(false);
    }),
  );
});
