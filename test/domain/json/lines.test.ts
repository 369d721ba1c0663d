import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineScanner, linesOf } from '../../../src/domain/json/lines.js';
import { chunked, lengths } from './chunks.js';

function linesIn(content: string | Uint8Array, sizes: readonly number[] = [64 * 1024]) {
  const scanner = lineScanner();
  const lines = chunked(Buffer.from(content), sizes).flatMap(chunk => scanner.push(Uint8Array.from(chunk)));
  const ending = scanner.end();
  return { lines: [...lines, ...(ending.kind === 'whole' ? ending.last : [])], ending };
}

describe('a text in lines', () => {
  it('gives its lines, and where each stands', () => {
    expect(linesIn('\ufeff{"a":1}\r\n\n {"b":2}').lines).toEqual([
      { index: 0, at: 'line 1', raw: '{"a":1}' },
      { index: 1, at: 'line 3', raw: '{"b":2}' },
    ]);
  });

  it('gives the same ones in whatever pieces it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), lengths(), (texts, sizes) => {
        const text = texts.map(each => JSON.stringify(each)).join('\n');
        expect(linesIn(text, sizes).lines.map(({ raw }) => raw)).toEqual(texts.map(each => JSON.stringify(each)));
      }),
    );
  });

  it('may be empty', () => {
    expect(linesIn('')).toEqual({ lines: [], ending: { kind: 'whole', last: [], remarks: [] } });
  });

  it('is refused when a line is longer than 16 MiB', () => {
    const most = 16 * 1024 * 1024;
    expect(linesIn(`${'a'.repeat(most)}\nb`).lines).toHaveLength(2);
    expect(linesIn(`b\n${'a'.repeat(most + 1)}\nc\n`)).toMatchObject({
      lines: [{ raw: 'b' }],
      ending: { kind: 'refused', code: 'too_long', at: 'line 2' },
    });
    expect(linesIn(`b\n${'a'.repeat(most + 1)}`).ending).toMatchObject({ kind: 'refused', at: 'line 2' });
  });

  it('says when its bytes are no UTF-8', () => {
    expect(linesIn(Buffer.from([0x61, 0xff, 0x0a])).ending.remarks).toMatchObject([{ code: 'not_utf8' }]);
  });
});

describe('the first lines', () => {
  const first = (text: string) => linesOf(Buffer.from(text))?.map(({ at, raw }) => [at, raw]) ?? null;

  it('are those of a file of which each line is an object', () => {
    expect(first('{"a":1}\n\n{"b":[2]}\n')).toEqual([
      ['line 1', '{"a":1}'],
      ['line 3', '{"b":[2]}'],
    ]);
  });

  it('leave out a last one that is cut off', () => {
    expect(first('{"a":1}\n{"b":')).toEqual([['line 1', '{"a":1}']]);
  });

  it('are few, however many there are', () => {
    expect(first('{"a":1}\n'.repeat(10_000))).toHaveLength(32);
  });

  it.each(['', '\n', '{\n"a":1\n}', '{"a":1}\n[2]\n', 'Dear Ada\n', '{"a":1}\n{b}\n', '{"a"'])(
    'of %j are none',
    text => {
      expect(first(text)).toBeNull();
    },
  );
});
