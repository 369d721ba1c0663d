import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../../src/domain/json/outline.js';
import { spelling } from './chunks.js';

const outline = (text: string) => outlineOf(Buffer.from(text));

function membersOf(text: string) {
  const seen = outline(text);
  if (seen?.root !== 'object') throw new Error(`No object: ${text}`);
  return [...seen.members].map(([name, cutting]) => [name, cutting?.raw, cutting?.at]);
}

describe('the outline of a document', () => {
  it('has the members of an object in order', () => {
    expect(membersOf('\ufeff{ "b" : [1, 2], "a/b" : {"c":null} }')).toEqual([
      ['b', '[1, 2]', '/b'],
      ['a/b', '{"c":null}', '/a~1b'],
    ]);
  });

  it('has the value of a member as exactly as it can be', () => {
    const seen = outline('{"__proto__":{"a":1}}');
    const cutting = seen?.root === 'object' ? seen.members.get('__proto__') : undefined;
    expect(Object.getPrototypeOf(cutting?.value)).toBeNull();
  });

  it('has the first element of a list', () => {
    expect(outline('[{"a":1}, {"b"')).toEqual({
      root: 'array',
      first: { value: expect.anything(), raw: '{"a":1}', at: '/0' },
    });
    expect(outline('[]')).toEqual({ root: 'array', first: undefined });
  });

  it('has the first of two members of one name', () => {
    expect(membersOf('{"a":1,"a":2}')).toEqual([['a', '1', '/a']]);
  });

  it('goes as far as the document goes', () => {
    expect(membersOf('{"a":1,"memories":[{"b":2},{"c')).toEqual([
      ['a', '1', '/a'],
      ['memories', undefined, undefined],
    ]);
    expect(membersOf('{"a":1,"b":"cut of')).toEqual([
      ['a', '1', '/a'],
      ['b', undefined, undefined],
    ]);
    expect(membersOf('{"a":1,"b"')).toEqual([['a', '1', '/a']]);
    expect(membersOf('{"a":1,')).toEqual([['a', '1', '/a']]);
    expect(outline('[{"a":')).toEqual({ root: 'array', first: undefined });
  });

  it('goes as far as the document is right', () => {
    expect(membersOf('{"a":1,"b":nonsense,"c":2}')).toEqual([['a', '1', '/a']]);
    expect(membersOf('{"a":1 "b":2}')).toEqual([
      ['a', '1', '/a'],
      ['b', '2', '/b'],
    ]);
    expect(membersOf('{"a":1}</html>')).toEqual([['a', '1', '/a']]);
  });

  it.each(['{}', ' { } ', '{'])('of %j has no members', text => {
    expect(membersOf(text)).toEqual([]);
  });

  it.each(['"a"', '17', ' true\n', 'null'])('of %j says that it is something else', text => {
    expect(outline(text)).toEqual({ root: 'other' });
  });

  it.each([
    '',
    ' ',
    'Dear Ada',
    '"Well", she said',
    '12 monkeys',
    '[12:30] Ada: hello',
    '[section]\na=1',
    '<html>',
    '{a:1}',
    '{hello}',
    '{{char}} smiles',
    '{"a"} x',
    '{"a":1}\n{"a":2}',
  ])('of %j is none', text => {
    // prettier-ignore
    expect(outline(text)).toBeNull();
  });

  it('is that of the whole, wherever the bytes end after the first name', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), spelling()), { minLength: 1 }), fc.nat(), (members, length) => {
        const text = `{${members.map(([name, { text: inner }]) => `${JSON.stringify(name)}:${inner}`).join()}}`;
        const whole = membersOf(text);
        const bytes = Buffer.from(text);
        const begun = Buffer.byteLength(`{${JSON.stringify(members[0]?.[0])}:`);
        const seen = outlineOf(bytes.subarray(0, Math.max(begun, length % bytes.length)));
        const some = seen?.root === 'object' ? [...seen.members].filter(([, cutting]) => cutting !== undefined) : [];
        expect(seen?.root).toBe('object');
        expect(some.map(([name, cutting]) => [name, cutting?.raw, cutting?.at])).toEqual(
          whole.filter(([name]) => some.some(([other]) => other === name)),
        );
      }),
    );
  });

  it('is made of anything without throwing', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', '1', 'n', ' ', 'é', '"a"');
    fc.assert(
      fc.property(fc.array(pieces), parts => {
        expect(['array', 'object', 'other', undefined]).toContain(outline(parts.join(''))?.root);
      }),
      { numRuns: 2000 },
    );
  });
});
