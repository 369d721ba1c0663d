import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonScanner } from '../../../src/domain/json/scan.js';
import { lengths, scanned, spelling } from './chunks.js';

const rawsOf = (content: string, streams: readonly string[]) =>
  scanned(content, streams).elements.map(({ raw }) => raw);

describe('a document in pieces', () => {
  it('gives the elements of a list as they stand there', () => {
    expect(scanned('{"n": 1, "memories": [ {"a" : 1},\n "b", 2.50 ,null] , "z":[3]}', ['memories'])).toEqual({
      elements: [
        { stream: 'memories', index: 0, at: '/memories/0', raw: '{"a" : 1}' },
        { stream: 'memories', index: 1, at: '/memories/1', raw: '"b"' },
        { stream: 'memories', index: 2, at: '/memories/2', raw: '2.50' },
        { stream: 'memories', index: 3, at: '/memories/3', raw: 'null' },
      ],
      ending: { kind: 'whole', document: '{"n": 1, "z":[3]}', remarks: [] },
    });
  });

  it('gives the elements of a document that is a list', () => {
    expect(scanned('[1,[2]]', [''])).toEqual({
      elements: [
        { stream: '', index: 0, at: '/0', raw: '1' },
        { stream: '', index: 1, at: '/1', raw: '[2]' },
      ],
      ending: { kind: 'whole', document: null, remarks: [] },
    });
  });

  it('is given as it stands when nothing of it is streamed', () => {
    const text = '{ "b" : [1, 2],\r\n "a" : "\\u0041" }';
    expect(scanned(text, []).ending).toMatchObject({ document: '{ "b" : [1, 2],\r\n "a" : "\\u0041"}' });
    expect(scanned(' [1, 2] ', []).ending).toMatchObject({ document: '[1, 2]' });
    expect(scanned(' 17', []).ending).toMatchObject({ document: '17' });
  });

  it('keeps a member that is no list, though lists of its name are streamed', () => {
    expect(scanned('{"items":{"a":1},"memories":null}', ['items', 'memories']).ending).toMatchObject({
      document: '{"items":{"a":1},"memories":null}',
    });
  });

  it('does not stream a list deeper down', () => {
    expect(rawsOf('{"meta":{"items":[1]},"items":[2]}', ['items'])).toEqual(['2']);
  });

  it('does not take a member without a name for the document', () => {
    expect(scanned('{"":[1]}', [''])).toMatchObject({ elements: [], ending: { document: '{"":[1]}' } });
  });

  it('knows a name that is spelled with escapes', () => {
    expect(rawsOf('{"\\u0069tems":[1]}', ['items'])).toEqual(['1']);
  });

  it('points at members with slashes and tildes in their names', () => {
    expect(scanned('{"a/b~":[1]}', ['a/b~']).elements[0]?.at).toBe('/a~1b~0/0');
  });

  it('says nothing of its elements when only the rest is wanted', () => {
    expect(scanned('{"a":1,"items":[1,{"b":2}]}', ['items'], { skipElements: true })).toEqual({
      elements: [],
      ending: { kind: 'whole', document: '{"a":1}', remarks: [] },
    });
  });

  it('may begin with a byte order mark, and end in white space', () => {
    expect(scanned('\ufeff[1]\r\n', [''], { lengths: [1] })).toMatchObject({
      elements: [{ raw: '1' }],
      ending: { kind: 'whole' },
    });
  });

  it('treats __proto__ as any other name', () => {
    expect(scanned('{"__proto__":{"isSuperuser":true},"constructor":[1]}', ['constructor'])).toMatchObject({
      elements: [{ at: '/constructor/0' }],
      ending: { document: '{"__proto__":{"isSuperuser":true}}' },
    });
  });

  it('is read the same in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(spelling(), { maxLength: 5 }), spelling(), lengths(), (items, rest, sizes) => {
        const text = `{"rest": ${rest.text},"items":[${items.map(item => item.text).join(' , ')} ]}`;
        const { elements, ending } = scanned(text, ['items'], { lengths: sizes });
        expect(elements.map(({ raw }) => raw)).toEqual(items.map(item => item.text));
        expect(ending).toEqual({ kind: 'whole', document: `{"rest": ${rest.text}}`, remarks: [] });
      }),
    );
  });

  it('of any kind is given whole', () => {
    fc.assert(
      fc.property(spelling(), lengths(), ({ value, text }, sizes) => {
        const { ending } = scanned(text, [], { lengths: sizes });
        expect(ending.kind === 'whole' && JSON.parse(ending.document ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has long texts with quotes and backslashes wherever its pieces end', () => {
    const items = ['\\', '"', '\\"', 'x\\\\', `${'\\"'.repeat(50)}`, `${'a'.repeat(90)}\\`].map(text =>
      JSON.stringify(text),
    );
    for (let size = 1; size < 130; size += 1) {
      const { elements } = scanned(`[${items.join()}]`, [''], { lengths: [size] });
      expect(
        elements.map(({ raw }) => raw),
        `in pieces of ${size}`,
      ).toEqual(items);
    }
  });
});

describe('a document with something odd in it', () => {
  it('counts the first of two members of one name, and says so', () => {
    expect(scanned('{"a":1,"a":2,"items":[3],"items":[4]}', ['items'])).toMatchObject({
      elements: [{ raw: '3' }],
      ending: {
        document: '{"a":1}',
        remarks: [{ code: 'repeated_name', message: expect.stringContaining('"a"') }, { code: 'repeated_name' }],
      },
    });
  });

  it('says once of each name that it is repeated', () => {
    const ending = scanned(`{${'"a":1,"b":2,'.repeat(500)}"c":3}`, []).ending;
    expect(ending).toMatchObject({ kind: 'whole', document: '{"a":1,"b":2,"c":3}' });
    expect(ending.remarks.map(({ message }) => message.slice(0, 12))).toEqual(['The name "a"', 'The name "b"']);
  });

  it.each([
    [100, 100],
    [101, 101],
    [5000, 101],
  ])('says of %i repeated names no more than is read', (count, told) => {
    const members = Array.from({ length: count }, (_, index) => `"${index}":1`).join();
    const { remarks } = scanned(`{${members},${members},${members}}`, []).ending;
    expect(remarks).toHaveLength(told);
    expect(remarks.filter(({ message }) => message.startsWith('More names than these 100'))).toHaveLength(told - 100);
  });

  it('goes over millions of repeated names in little memory', () => {
    const chunk = Buffer.from('"a":1,'.repeat(10_000));
    const scanner = jsonScanner([]);
    const before = process.memoryUsage.rss();
    scanner.push(Buffer.from('{'));
    for (let count = 0; count < 200; count += 1) scanner.push(chunk);
    scanner.push(Buffer.from('"b":2}'));
    expect(scanner.end()).toMatchObject({ kind: 'whole', document: '{"a":1,"b":2}', remarks: [{ at: '' }] });
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });

  it('puts a document of very many members together in their order', () => {
    const text = `{${Array.from({ length: 10_000 }, (_, index) => `"${index}":${index}`).join()}}`;
    expect(scanned(text, [], { lengths: [1000] }).ending).toEqual({ kind: 'whole', document: text, remarks: [] });
  });

  it('says once that bytes were no UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('["a'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('","'),
      Buffer.from([0x80]),
      Buffer.from('"]'),
    ]);
    const { elements, ending } = scanned(bytes, ['']);
    expect(elements.map(({ raw }) => raw)).toEqual(['"a\ufffd\ufffd"', '"\ufffd"']);
    expect(ending.remarks).toMatchObject([{ code: 'not_utf8' }]);
  });

  it('does not mistake a replacement character in a text for broken bytes', () => {
    expect(scanned('["\ufffd"]', ['']).ending.remarks).toEqual([]);
  });

  it.each(['[1,{"a":2},{"b"', '[1,{"a":2}, ', '[1,{"a":2}', '[1,{"a":2},3'])('gives what is whole of %j', text => {
    expect(scanned(text, [''])).toMatchObject({
      elements: [{ raw: '1' }, { raw: '{"a":2}' }],
      ending: { kind: 'cut', torn: '/2' },
    });
  });

  it.each([
    ['', 'empty', ''],
    [' \n\ufeff', 'not_json', 'line 2, column 1'],
    [' \n', 'empty', ''],
    ['{"memories":[1', 'cut_object', ''],
    ['{"a":1', 'cut_object', ''],
    ['{"a', 'cut_object', ''],
    ['"abc', 'cut_object', ''],
    ['[1,,2]', 'not_json', 'line 1, column 4'],
    ['[1,]', 'not_json', 'line 1, column 4'],
    ['{"a":1,}', 'not_json', 'line 1, column 8'],
    ['{"a" 1}', 'not_json', 'line 1, column 6'],
    ['{"a":}', 'not_json', 'line 1, column 6'],
    ['{a:1}', 'not_json', 'line 1, column 2'],
    ['{"a":[1}', 'not_json', 'line 1, column 8'],
    ['[1]\n[2]', 'not_json', 'line 2, column 1'],
    ['{"a":\n {"b":\n]}', 'not_json', 'line 3, column 1'],
    ['<html>', 'not_json', 'line 1, column 1'],
    ['[1] \u0000', 'not_json', 'line 1, column 5'],
  ])('refuses %j as %s', (text, code, at) => {
    const endings = [1, 2, 64].map(size => scanned(text, [''], { lengths: [size] }).ending);
    for (const ending of endings) expect(ending).toMatchObject({ kind: 'refused', code, at });
  });

  it.each([
    ['in a member', (inner: string) => `{"other":${inner}}`, 63],
    ['by itself', (inner: string) => inner, 64],
  ])('may be 64 levels deep and no more, %s', (_, around, most) => {
    const nested = (levels: number) => around('['.repeat(levels) + ']'.repeat(levels));
    expect(scanned(nested(most), ['items']).ending.kind).toBe('whole');
    expect(scanned(nested(most + 1), ['items']).ending).toMatchObject({ kind: 'refused', code: 'too_deep' });
  });

  it('is refused after few bytes when it is nested for ever', () => {
    expect(scanned('['.repeat(5_000_000), []).ending).toMatchObject({ code: 'too_deep', at: 'line 1, column 65' });
  });

  it('gives nothing more once it is refused', () => {
    expect(scanned('[1 2,3,4]', [''], { lengths: [1] }).elements).toMatchObject([{ raw: '1' }]);
  });

  it('goes on after an element longer than 16 MiB, which is not taken', () => {
    const long = (count: number) => `["${'a'.repeat(count - 2)}",2]`;
    expect(scanned(long(16 * 1024 * 1024), ['']).elements).toHaveLength(2);
    expect(scanned(long(16 * 1024 * 1024), ['']).elements.map(({ fault }) => fault)).toEqual([undefined, undefined]);
    const { elements, ending } = scanned(long(16 * 1024 * 1024 + 1), ['']);
    expect(elements).toMatchObject([
      { at: '/0', raw: '', fault: 'too_long' },
      { at: '/1', raw: '2' },
    ]);
    expect(ending.kind).toBe('whole');
  });

  it.each([1, 3, 64, 1_000_000])(
    'goes on after an element that is too deep, which is not taken, in pieces of %i',
    size => {
      const nested = (levels: number) => '['.repeat(levels) + '"]\\"['.repeat(1) + '"' + ']'.repeat(levels);
      const text = `{"items":[1,${nested(62)},${nested(63)},{"a":${nested(300)}},"after"],"name":"n"}`;
      const { elements, ending } = scanned(text, ['items'], { lengths: [size] });
      expect(elements.map(({ fault, raw }) => fault ?? raw)).toEqual([
        '1',
        nested(62),
        'too_deep',
        'too_deep',
        '"after"',
      ]);
      expect(ending).toMatchObject({ kind: 'whole', document: '{"name":"n"}' });
    },
  );

  it('is refused when all beside its lists is longer than 64 MiB', () => {
    const member = `"${'a'.repeat(22 * 1024 * 1024)}"`;
    expect(scanned(`{"a":${member},"b":${member}}`, []).ending).toMatchObject({ kind: 'whole' });
    expect(scanned(`{"a":${member},"b":${member},"c":${member}}`, []).ending).toMatchObject({ code: 'too_long' });
  });

  it('never makes it throw', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ':',
      ',',
      '1',
      'n',
      ' ',
      '\n',
      'é',
      '"items"',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(pieces), lengths(), (text, sizes) => {
        expect(scanned(text.join(''), ['items', ''], { lengths: sizes }).ending.kind).toMatch(/whole|cut|refused/);
      }),
    );
  });

  it('is whole whenever it is JSON, and is JSON whenever it is whole and can be parsed', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"a"', ':', ',', '1', 'null', ' ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), lengths(), (text, sizes) => {
        const { ending } = scanned(text.join(''), [], { lengths: sizes });
        expect(ending.kind === 'whole' && doesParse(ending.document ?? '')).toBe(doesParse(text.join('')));
      }),
      { numRuns: 2000 },
    );
  });
});

function doesParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
