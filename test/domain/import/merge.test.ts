import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSame, merge } from '../../../src/domain/import/merge.js';
import type { Json } from '../../../src/domain/import/staged.js';

const names = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '0');
const { value: json } = fc.letrec<{ value: Json; leaf: Json }>(tie => ({
  leaf: fc.oneof(fc.constantFrom(null, false, 0, '', 1, 'x'), fc.array(fc.constantFrom(1, 2), { maxLength: 2 })),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }).map((entries): Json => Object.fromEntries(entries)),
  ),
}));

describe('merge', () => {
  it('has nothing to decide where only one side changed', () => {
    fc.assert(
      fc.property(json, json, (base, other) => {
        expect(merge(base, base, other)).toEqual({ value: other, kept: [] });
        expect(merge(base, other, base)).toEqual({ value: other, kept: [] });
        expect(merge(base, other, other)).toEqual({ value: other, kept: [] });
      }),
    );
  });

  it('takes both where both changed different members', () => {
    fc.assert(
      fc.property(json, json, json, json, (one, other, ours, theirs) => {
        const merged = merge({ one, other, same: 1 }, { one: ours, other, same: 1 }, { one, other: theirs, same: 1 });
        expect(merged).toEqual({ value: { one: ours, other: theirs, same: 1 }, kept: [] });
      }),
    );
  });

  it('keeps ours where both changed the same, and names nothing else', () => {
    fc.assert(
      fc.property(json, json, json, (base, ours, theirs) => {
        const { value } = merge(base, ours, theirs);
        expect(merge(theirs, value, theirs).value).toEqual(value);
        expect(merge(base, value, theirs).value).toEqual(value);
      }),
    );
  });

  it.each<[string, Json, Json, Json, Json, string[]]>([
    ['a member that we took away stays away', { a: 1 }, {}, { a: 1 }, {}, []],
    ['a member that they took away goes', { a: 1 }, { a: 1 }, {}, {}, []],
    ['what we took away and they changed stays away', { a: 1 }, {}, { a: 2 }, {}, ['a']],
    ['what they took away and we changed stays', { a: 1 }, { a: 2 }, {}, { a: 2 }, ['a']],
    [
      'deep down only the one member is in question',
      { a: { b: 1, c: 1 } },
      { a: { b: 2, c: 1 } },
      { a: { b: 3, c: 3 } },
      { a: { b: 2, c: 3 } },
      ['a.b'],
    ],
    ['null is not nothing', { a: null }, { a: null }, {}, {}, []],
    ['nought is not no', { a: 0 }, { a: false }, { a: 0 }, { a: false }, []],
    ['an empty text is not null', { a: '' }, { a: null }, { a: '' }, { a: null }, []],
    ['a list is one thing', { a: [1] }, { a: [1, 2] }, { a: [1, 3] }, { a: [1, 2] }, ['a']],
    ['an object that came from both is put together', {}, { a: { b: 1 } }, { a: { c: 1 } }, { a: { b: 1, c: 1 } }, []],
  ])('%s', (_, base, ours, theirs, value, kept) => {
    expect(merge(base, ours, theirs)).toEqual({ value, kept });
  });

  it('takes keys that mean something to JavaScript as data', () => {
    const parsed = (text: string): Json => JSON.parse(text);
    const merged = merge(
      parsed('{}'),
      parsed('{"__proto__":{"a":1}}'),
      parsed('{"__proto__":{"b":2},"constructor":1}'),
    );
    expect(JSON.parse(JSON.stringify(merged.value))).toEqual(parsed('{"__proto__":{"a":1,"b":2},"constructor":1}'));
    expect(Reflect.get({}, 'a')).toBeUndefined();
  });
});

describe('isSame', () => {
  it('does not see the order of members, and sees that of lists', () => {
    expect(isSame({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).toBe(true);
    expect(isSame([1, 2], [2, 1])).toBe(false);
  });

  it.each<[Json | undefined, Json | undefined]>([
    [null, undefined],
    [0, false],
    ['', null],
    [0, '0'],
    [{}, null],
    [[], {}],
    [{ a: null }, {}],
  ])('tells %j from %j', (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });
});
