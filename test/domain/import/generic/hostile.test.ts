import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { elizaFormat } from '../../../../src/domain/import/formats/eliza/eliza.js';
import { genericFormat } from '../../../../src/domain/import/formats/generic/generic.js';
import { mappedFormat } from '../../../../src/domain/import/formats/generic/mapped.js';
import { mappingSchema } from '../../../../src/domain/import/formats/generic/mapping.js';
import { sampleOf } from '../../../../src/domain/import/formats/generic/sample.js';
import { pluralkitFormat } from '../../../../src/domain/import/formats/proxies/pluralkit.js';
import { tupperboxFormat } from '../../../../src/domain/import/formats/proxies/tupperbox.js';
import { glimpseOf, readBy } from './reading.js';

const folder = new URL('../../../../data/import/', import.meta.url);
const mapped = readdirSync(folder)
  .filter(name => name.endsWith('.yaml'))
  .map(name => mappedFormat(mappingSchema.parse(parse(readFileSync(new URL(name, folder), 'utf8')))));
const formats = [pluralkitFormat, tupperboxFormat, elizaFormat, genericFormat, ...mapped];

/** Files that are taken for what they are, before something happens to them. */
const honest: unknown[] = [
  { version: 2, uuid: 'u', tag: 't', name: 'S', accounts: [], members: [{ name: 'Ada', uuid: 'u' }], switches: [] },
  { tuppers: [{ name: 'Ada', description: 'x' }] },
  {
    id: 'i', name: 'Lilith', bio: ['x'], lore: ['x'], knowledge: [{ path: 'p' }], style: { all: ['x'] }, topics: ['x'],
    messageExamples: [[{ user: 'u', content: { text: 'x' } }]], adjectives: ['x'], settings: { secrets: { a: 'b' }, model: 'a/b' },
  },
  { id: 'i', character: { id: 'c', name: 'Lilith', tags: ['x'] }, messages: [{ role: 'user', content: 'x', timestamp: 1 }] },
  { histories: { histories: [{ msgs: [{ text: 'x', src: { is_human: true, name: 'Ada' } }] }] } },
  { turns: [{ author: { name: 'Ada' }, candidates: [{ candidate_id: 'a', raw_content: 'x' }], primary_candidate_id: 'a' }] },
  { data: { message: [{ role: 'char', data: 'x', name: 'Lilith', time: 1 }] } },
  { messages: [{ msg: 'x', userId: 'u', handle: 'Ada' }] },
  { data_visible: [['x', 'y']] },
  { prompt: 'x', memory: 'x', actions: ['x'], savedsettings: { chatopponent: 'Lilith' } },
  { name: 'Lilith', persona: 'x', greeting: 'x', dialogue: 'x', creator_username: 'x', tags: ['x'] },
]; // prettier-ignore

const anything = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom('null', '""', '0', 'false', '[]', '{}', '{"__proto__":1}', '1e999', '12345678901234567890', '[[]]'),
  fc.string({ maxLength: 6 }).map(text => JSON.stringify(text)),
);

/** Replaces the value at some place of a JSON text by another. */
function spoiled(file: unknown, place: number, other: string): string {
  const mark = '\u0001mark';
  let left = place;
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return mark;
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]));
  };
  return JSON.stringify(walk(file)).replace(JSON.stringify(mark), () => other);
}

const readAll = (text: string) =>
  formats.flatMap(format => {
    const recognised = format.recognise(glimpseOf(text));
    return recognised === undefined ? [] : [...readBy(recognised, text)];
  });

describe('whatever stands in a file', () => {
  it('each of the honest ones is recognised', () => {
    for (const file of honest) expect(readAll(JSON.stringify(file)), JSON.stringify(file)).not.toEqual([]);
  });

  it('is read without an error, and the same each time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...honest), fc.nat(25), anything, (file, place, other) => {
        const text = spoiled(file, place, other);
        expect(readAll(text)).toEqual(readAll(text));
      }),
      { seed: 1815, numRuns: 2000 },
    );
  });
});

describe('the beginning of a document', () => {
  const text = JSON.stringify(honest[2]).replace('"Lilith"', String.raw`"Li\"lith}]"`);
  const cutAt = (end: number) => {
    const bytes = Buffer.from(text);
    return sampleOf({ ...glimpseOf(text), head: bytes.subarray(0, end), bytes: bytes.length });
  };

  it('can be understood wherever it ends, and has only what is whole', () => {
    for (let end = 1; end <= text.length; end++) expect(cutAt(end), text.slice(0, end)).toBeDefined();
    expect(cutAt(text.length)).toEqual(sampleOf(glimpseOf(text)));
    expect(cutAt(text.indexOf('"bio"') + 2)).toMatchObject({ id: 'i', name: 'Li"lith}]' });
    expect(cutAt(text.indexOf('lith'))).toEqual(Object.assign(Object.create(null), { id: 'i' }));
  });

  it.each([['[{"a":'.repeat(100)], ['{"a" 1, 2'], ['}]'], ['']])('of none is none: %s', head => {
    expect(sampleOf({ ...glimpseOf('{}'), head: Buffer.from(head), bytes: 1e6 })).toBeUndefined();
  });
});

it.each([
  ['a path of nothing', { shapes: [{ role: 'r', recognise: [''] }] }],
  ['a path with a hole', { shapes: [{ role: 'r', recognise: ['a..b'] }] }],
  [
    'a field that there is not',
    { shapes: [{ role: 'r', recognise: ['a'], character: { name: 'n', fields: { 'prompt.tonne': 'a' } } }] },
  ],
  ['an unknown member', { shapes: [{ role: 'r', recognise: ['a'], eval: 'x' }] }],
  ['no shape', { shapes: [] }],
])('a mapping with %s is refused', (_, fields) => {
  const mapping = { name: 'm', about: 'a', tested: 'none', times: 'none', ...fields };
  expect(mappingSchema.safeParse(mapping).success).toBe(false);
});
