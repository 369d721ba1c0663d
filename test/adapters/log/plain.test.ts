import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/adapters/log/plain.js';
import { Secret } from '../../../src/domain/wallet/secret.js';

describe('shows', () => {
  it.each<[string, unknown, unknown]>([
    ['lists as lists', [1, [true, null], 'a'], [1, [true, null], 'a']],
    ['a date by its time', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a big number with all its digits', 12345678901234567890n, '12345678901234567890'],
    ['what is no number by its name', [Number.NaN, -Infinity], ['NaN', '-Infinity']],
    ['a function by its name', Math.max, '[function max]'],
    ['a symbol', Symbol('ada'), 'Symbol(ada)'],
    ['a map of names like an object', new Map([['a', 1]]), { a: 1 }],
    ['another map as pairs', new Map([[1, 'a']]), [[1, 'a']]],
    ['a set as a list', new Set(['a']), ['a']],
    ['an address', new URL('https://photos.example/'), 'https://photos.example/'],
    [
      'of bytes only how many there are',
      [Buffer.from('canary'), new Float64Array(2), new ArrayBuffer(3)],
      ['[6 bytes]', '[16 bytes]', '[3 bytes]'],
    ],
    ['what says itself how it is to be shown', { toJSON: () => ({ a: 1 }) }, { a: 1 }],
    ['a secret as one', [new Secret('canary')], ['[secret]']],
    ['an object without ancestors', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ['what can be read beside what cannot', unreadablePart(), { a: 1, bad: '[unreadable]' }],
  ])('%s', (_, value, shown) => {
    expect(plain(value)).toEqual(shown);
  });

  it('all that an error is made of', () => {
    const error = Object.assign(new RangeError('too far', { cause: 'the cable' }), { status: 502 });
    expect(plain(error)).toEqual({
      name: 'RangeError',
      message: 'too far',
      cause: 'the cable',
      status: 502,
      stack: error.stack,
    });
  });

  it('each of several errors', () => {
    expect(plain(new AggregateError([new Error('a'), 'b'], 'two'))).toMatchObject({
      message: 'two',
      errors: [{ message: 'a' }, 'b'],
    });
  });

  it('where something holds itself', () => {
    const circle: Record<string, unknown> = {};
    circle.list = [circle, new Map([['again', circle]])];
    expect(plain(circle)).toEqual({ list: ['[circular]', { again: '[circular]' }] });
  });

  it('the same thing twice, when it is not inside itself', () => {
    const ada = { name: 'ada' };
    expect(plain([ada, ada])).toEqual([ada, ada]);
  });

  it('a field that would change what an object is, as a field', () => {
    const shown = plain(JSON.parse('{"__proto__":{"admin":true}}'));
    expect(Object.keys(Object(shown))).toEqual(['__proto__']);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });
});

describe('hides by name', () => {
  it.each([
    'key',
    'apiKey',
    'api_key',
    'API-KEY',
    'x-api-key',
    'OPENROUTER_API_KEY',
    'masterKey',
    'keys',
    'token',
    'accessToken',
    'webhook_token',
    'secret',
    'clientSecret',
    'secretValue',
    'password',
    'dbPassword',
    'passphrase',
    'Authorization',
    'proxy-authorization',
    'cookie',
    'Set-Cookie',
    'credentials',
  ])('%s', name => {
    expect(plain({ [name]: 'canary' })).toEqual({ [name]: '[secret]' });
    expect(plain(new Map([[name, ['canary']]]))).toEqual({ [name]: '[secret]' });
    expect(plain(Object.assign(new Error('x'), { [name]: { deep: 'canary' } }))).toMatchObject({ [name]: '[secret]' });
  });

  it.each(['keyId', 'key_epoch', 'keyFingerprint', 'tokenCount', 'keyboard', 'monkey', 'tokenize', 'author'])(
    'not %s',
    name => {
      expect(plain({ [name]: 'shown' })).toEqual({ [name]: 'shown' });
    },
  );

  it('no counts', () => {
    expect(plain({ tokens: 512, maxTokens: 4096, hasKey: true, key: null })).toEqual({
      tokens: 512,
      maxTokens: 4096,
      hasKey: true,
      key: null,
    });
  });
});

describe('keeps within bounds', () => {
  const sizeOf = (value: unknown) => JSON.stringify(plain(value)).length;
  const nested = (depth: number) => Array.from({ length: depth }).reduce<unknown>(inner => ({ inner }), 'bottom');

  it.each<[string, unknown]>([
    ['a long text', 'x'.repeat(10_000_000)],
    ['a long name', { ['x'.repeat(10_000_000)]: 1 }],
    ['many texts', Array.from({ length: 1000 }, () => 'word '.repeat(2000))],
    ['many entries', Array.from({ length: 1_000_000 }, (_, index) => index)],
    ['many fields', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field ${index}`, index]))],
    ['many entries of a map', new Map(Array.from({ length: 100_000 }, (_, index) => [index, index]))],
    ['great depth', nested(100_000)],
    [
      'great breadth at every depth',
      Array.from({ length: 6 }).reduce<unknown>(inner => Array.from({ length: 100 }, () => inner), 'leaf'),
    ],
    ['a list with holes', Array.from({ length: 3 }, () => Object.assign([], { length: 1e9 }))],
  ])('%s', (_, value) => {
    expect(sizeOf(value)).toBeLessThan(150_000);
  });

  it('and says how much is missing', () => {
    expect(plain('word '.repeat(10_000))).toMatch(/word…\[\d+ more characters\]$/);
    expect(plain(Array.from({ length: 150 }, () => 1))).toContain('[50 more]');
    expect(JSON.stringify(plain(nested(20)))).toContain('[deeper]');
    const fields = Object(plain(Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`field ${index}`, 1]))));
    expect(fields).toMatchObject({ '…': '[50 more]' });
    expect(Object.keys(fields)).toHaveLength(101);
  });

  it('and never cuts a key in two', () => {
    const key = `${'sk-or'}-v1-${'0123456789abcdef'.repeat(4)}`;
    for (let before = 7900; before < 8000; before += 7) {
      expect(plain(`${'a '.repeat(before / 2)}${key} and so on`)).not.toMatch(/sk-or-v1-\w{1,63}…/);
    }
  });
});

function unreadablePart(): object {
  return Object.defineProperty({ a: 1 }, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('do not look');
    },
  });
}
