import { describe, expect, it } from 'vitest';
import type { Recognised } from '../../../../src/domain/import/format.js';
import { changedMeanwhile, pieceReader, type Piece } from '../../../../src/domain/import/stage/pieces.js';
import { aMemoryFound, lilith } from '../../../support/finds.js';

const common = { format: 'shapes.inc', role: 'memories', subject: lilith, isWorldwide: true } as const;

const elements: Recognised = {
  ...common,
  reads: 'json',
  streams: ['', 'memories', 'more'],
  element: ({ raw, at }, stream, index) => [aMemoryFound({ raw, at, text: `${stream}#${index}` })],
};
const lines: Recognised = {
  ...common,
  reads: 'lines',
  line: ({ raw, at }, index) => [aMemoryFound({ raw, at, text: `#${index}` })],
};

function read(recognised: Recognised, text: string, size = 4): Piece[] {
  const reader = pieceReader(recognised);
  if (reader === undefined) throw new Error('There is nothing to read.');
  const bytes = Buffer.from(text);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(...reader.push(bytes.subarray(at, at + size)));
  return [...pieces, ...reader.end()];
}

const short = (piece: Piece) =>
  'broken' in piece ? `broken ${piece.broken.at}` : piece.found.map(each => ('raw' in each && 'text' in each ? `${each.text} ${each.at} ${each.raw}` : '')).join(); // prettier-ignore

describe('the long lists of a file', () => {
  it.each([1, 3, 1000])('are read element by element, however they are cut: %s', size => {
    expect(read(elements, '[{"a":1}, {"b":"é"}]', size).map(short)).toEqual(['#0 /0 {"a":1}', '#1 /1 {"b":"é"}']);
    const document = '{"x":[1,2],"memories":[{"a":1}],"more":[2,3]}';
    expect(read(elements, document, size).map(short)).toEqual(['memories#0 /memories/0 {"a":1}', 'more#0 /more/0 2', 'more#1 /more/1 3']); // prettier-ignore
  });

  it.each([1, 3, 1000])('are read line by line, also the last without an end: %s', size => {
    expect(read(lines, '{"a":1}\n{"b":2}\r\n\n{"c":3}', size).map(short)).toMatchObject([
      expect.stringMatching(/ line 1 {"a":1}$/),
      expect.stringMatching(/ line 2 {"b":2}$/),
      expect.stringMatching(/ line 4 {"c":3}$/),
    ]);
  });

  it('go on after a line that is no JSON', () => {
    const pieces = read(lines, '{"a":1}\n{"b":\n{"c":3}');
    expect(pieces.map(piece => 'broken' in piece)).toEqual([false, true, false]);
    expect(pieces[1]).toMatchObject({ broken: { raw: '{"b":', at: 'line 2', why: expect.any(String) } });
  });

  it('give what is whole before they are cut', () => {
    expect(read(elements, '[1,2,{"a":').map(short)).toEqual(['#0 /0 1', '#1 /1 2']);
  });

  it.each<Recognised>([
    { ...common, reads: 'nothing' },
    { ...common, reads: 'secret' },
    { ...common, reads: 'bytes', document: () => [] },
    { ...common, reads: 'json', streams: [] },
  ])('are not in a file of another kind: $reads', (recognised: Recognised) =>
    expect(pieceReader(recognised)).toBeUndefined(),
  );
});

it('a file that changes while it is read is a conflict, and nobody’s fault', () => {
  expect(changedMeanwhile('a.json')).toMatchObject({ code: 'conflict', message: expect.stringContaining('a.json') });
});
