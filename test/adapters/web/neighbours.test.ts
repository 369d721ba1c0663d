import { describe, expect, it } from 'vitest';
import { crowd, neighbourhoodOf } from '../../../src/adapters/web/neighbours.js';

describe('a neighbourhood', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['2001:db8::', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1:2%eth0', 'fe80:0:0:0'],
    ['', ''],
  ])('of %s is %s', (address, neighbourhood) => {
    expect(neighbourhoodOf(address)).toBe(neighbourhood);
  });
});

describe('a crowd', () => {
  it('lets in so many of each neighbourhood', () => {
    const inside = crowd(2);
    const leave = inside.enter('192.0.2.7');
    expect(inside.enter('::ffff:192.0.2.7')).toBeDefined();
    expect(inside.enter('192.0.2.7')).toBeUndefined();
    expect(inside.enter('192.0.2.8')).toBeDefined();
    leave?.();
    expect(inside.enter('192.0.2.7')).toBeDefined();
    expect(inside.enter('192.0.2.7')).toBeUndefined();
  });

  it('takes the whole of what one has for one', () => {
    const inside = crowd(1);
    expect(inside.enter('2001:db8:1:2::6')).toBeDefined();
    expect(inside.enter('2001:db8:1:2:ffff::9')).toBeUndefined();
    expect(inside.enter('2001:db8:1:3::6')).toBeDefined();
  });
});
