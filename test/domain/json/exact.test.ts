import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, spelled } from '../../../src/domain/json/exact.js';
import { spelling } from './chunks.js';

const plain = (raw: string): unknown => JSON.parse(spelled(parseExact(raw)));

describe('parsing without losing anything', () => {
  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(spelling(), ({ text }) => {
        expect(plain(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes and refuses the same texts as JSON.parse', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"a"', '"', '\\', '\\u00e9', ':', ',', '-', '01', '1', '.5', 'e3', 'null', ' ', '\t', '\u00a0', 'x'.repeat(50)); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), parts => {
        expect(outcomeOf(() => plain(parts.join('')))).toEqual(outcomeOf(() => JSON.parse(parts.join(''))));
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['12345678901234567890', '1.10', '1e400', '-0', '1.0', '1E3', '0.1000', '1719956482.1234567890'])(
    'keeps the spelling of %s',
    source => {
      expect(spelled(parseExact(`{"a":[${source}]}`))).toBe(`{"a":[${source}]}`);
      expect(JSON.isRawJSON(parseExact(source))).toBe(true);
    },
  );

  it.each(['0', '17', '-1.5', '1719956482.123456', '1e+21'])('makes %s a number of JavaScript', source => {
    expect(parseExact(source)).toBe(Number(source));
  });

  it('makes objects without a prototype, in which every name is a name', () => {
    const value = parseExact('{"__proto__":{"isSuperuser":true},"constructor":1,"toString":2}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.entries(value ?? {}).map(([name]) => name)).toEqual(['__proto__', 'constructor', 'toString']);
    expect('isSuperuser' in Object(value)).toBe(false);
  });

  it('counts the first of two members of one name', () => {
    expect(spelled(parseExact('{"b":1,"a":2,"\\u0062":3}'))).toBe('{"b":1,"a":2}');
  });

  it('takes every text that JSON can spell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), text => {
        expect(parseExact(JSON.stringify(text))).toBe(text);
      }),
    );
    expect(parseExact('"\\ud800"')).toBe('\ud800');
  });

  it.each([
    ['{"a":1,}', 'line 1, column 8'],
    ['{"a"\n 1}', 'line 2, column 2'],
    ['{a:1}', 'line 1, column 2'],
    ['[1 2]', 'line 1, column 4'],
    ['[1]\n\nx', 'line 3, column 1'],
    ['"abc', 'line 1, column 5'],
    ['"a\nb"', 'line 1, column 3'],
    ['"a\\x"', 'line 1, column 3'],
    ['"\\\\\\u12"', 'line 1, column 4'],
    [`"${'a'.repeat(60)}\tb"`, 'line 1, column 62'],
    [`"${'a'.repeat(60)}`, 'line 1, column 62'],
    ['-', 'line 1, column 1'],
    ['', 'line 1, column 1'],
  ])('says where %j is wrong', (raw, place) => {
    expect(() => parseExact(raw)).toThrow(expect.objectContaining({ code: 'invalid', message: expect.stringContaining(place) })); // prettier-ignore
  });

  it('goes 64 levels deep and no further', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(spelled(parseExact(nested(64)))).toBe(nested(64));
    expect(() => parseExact(nested(65))).toThrow('more than 64 levels deep');
    expect(() => parseExact('{"a":'.repeat(5_000_000))).toThrow('more than 64 levels deep');
  });
});

it('writes with line breaks when that is wanted', () => {
  expect(spelled(parseExact('{"a":1.0}'), 2)).toBe('{\n  "a": 1.0\n}');
});

function outcomeOf(work: () => unknown): unknown {
  try {
    return { value: work() };
  } catch {
    return 'refused';
  }
}
