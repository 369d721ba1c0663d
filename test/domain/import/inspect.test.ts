import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Format, Glimpse, Recognised } from '../../../src/domain/import/format.js';
import { headLength, inspector } from '../../../src/domain/import/inspect.js';
import { aMemoryFound, lilith, owl } from '../../support/finds.js';

const common = { format: 'shapes.inc', role: 'memories', subject: lilith, isWorldwide: true } as const;
const format = (recognised: Recognised | undefined, name: Format['name'] = 'generic'): Format => ({
  name,
  recognise: () => recognised,
});

const json = (streams: readonly string[] = []): Recognised => ({
  ...common,
  reads: 'json',
  streams,
  document: ({ raw, value }) => [aMemoryFound({ raw, text: JSON.stringify(value) })],
});

function inspected(text: string | Uint8Array, formats: readonly Format[], { path = 'a.json', size = 1024 } = {}) {
  const bytes = Buffer.from(text);
  const looking = inspector({ path, bytes: bytes.length }, formats);
  for (let at = 0; at < bytes.length; at += size) looking.push(bytes.subarray(at, at + size));
  return looking.end();
}

const texts = ({ discoveries }: ReturnType<typeof inspected>) =>
  discoveries.map(each => ('text' in each ? each.text : ''));

describe('a look at a file', () => {
  it('asks every format in turn, and believes the first that knows it', () => {
    const [one, two] = [json(), json()];
    const asked: string[] = [];
    const asking = (name: string, answer: Recognised | undefined): Format => ({
      name: 'generic',
      recognise() {
        asked.push(name);
        return answer;
      },
    });
    const { recognised } = inspected('{}', [asking('a', undefined), asking('b', one), asking('c', two)]);
    expect(recognised).toBe(one);
    expect(asked).toEqual(['a', 'b']);
  });

  it.each([1, 7, 1_000_000])('shows its beginning, and no more of it, however it comes: %s', size => {
    const glimpses: Glimpse[] = [];
    const text = `{"a":1,"b":"${'x'.repeat(size === 1 ? 2000 : headLength)}"}`;
    inspected(text, [{ name: 'generic', recognise: glimpse => void glimpses.push(glimpse) }], { size });
    expect(glimpses).toHaveLength(1);
    expect(glimpses[0]).toMatchObject({ path: 'a.json', bytes: text.length });
    expect(glimpses[0]?.head.length).toBe(Math.min(text.length, headLength));
    const outline = glimpses[0]?.json;
    expect(outline?.root === 'object' && outline.members.get('a')?.value).toBe(1);
  });

  it('reads a document without its long lists', () => {
    expect(texts(inspected('{"a":1,"memories":[1,2],"b":2}', [format(json(['memories']))]))).toEqual(['{"a":1,"b":2}']);
    expect(texts(inspected('[1,2]', [format(json(['']))]))).toEqual([]);
  });

  it.each([1, 3, 64])('reads the same however it is cut: %s', size => {
    expect(texts(inspected('{"a":"é🜏"}', [format(json())], { size }))).toEqual(['{"a":"é🜏"}']);
  });

  it.each([
    ['an object that is cut', '{"a":{"b":'],
    ['no JSON at all', 'hello'],
    ['nothing', ''],
    ['too deep a document', `${'['.repeat(100)}1${']'.repeat(100)}`],
    ['two documents', '{} {}'],
  ])('refuses %s', (_, text) => {
    const { refusal, discoveries } = inspected(text, [format(json())]);
    expect(refusal).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/\.$/) });
    expect(discoveries).toEqual([]);
  });

  it('takes what is whole of a list that is cut, and says where it breaks off', () => {
    const { refusal, remarks } = inspected('[{"a":1},{"b":', [format(json(['']))]);
    expect(refusal).toBeUndefined();
    expect(remarks).toMatchObject([{ code: 'cut_list', severity: 'warn', at: '/1' }]);
  });

  it('refuses a file that looks like JSON and is none, also when nobody knows it', () => {
    expect(inspected('{"a":', []).refusal).toMatchObject({ code: expect.any(String) });
    expect(inspected('not JSON', [], { path: 'a.json' }).refusal).toBeDefined();
    expect(inspected('not JSON', [], { path: 'a.txt' })).toEqual({ recognised: undefined, refusal: undefined, discoveries: [], remarks: [], subjects: [] }); // prettier-ignore
    expect(inspected('{"a":1}', []).refusal).toBeUndefined();
  });

  it('hears from lines only of whom they speak, each once', () => {
    const lines: Recognised = {
      ...common,
      reads: 'lines',
      line: ({ value }) =>
        value === null ? [] : [aMemoryFound({ subject: JSON.stringify(value).includes('owl') ? owl : lilith })],
    };
    const { subjects, discoveries } = inspected('{"a":1}\n{"a":"owl"}\nno JSON\n{"a":2}\n', [format(lines)]);
    expect(subjects).toEqual([lilith, owl]);
    expect(discoveries).toEqual([]);
  });

  it('gives all bytes to who asks for bytes', () => {
    const bytes: Recognised = {
      ...common,
      reads: 'bytes',
      document: all => [aMemoryFound({ text: String(all.length) })],
    };
    expect(texts(inspected(Buffer.alloc(headLength * 2 + 1), [format(bytes)], { path: 'a.png', size: 5000 }))).toEqual([String(headLength * 2 + 1)]); // prettier-ignore
  });

  it.each<Recognised>([{ ...common, reads: 'nothing' }, { ...common, reads: 'secret' }])('reads nothing of what is not to be read: $reads', recognised => {
    expect(inspected('{"a":', [format(recognised)])).toEqual({ recognised, refusal: undefined, discoveries: [], remarks: [], subjects: [] });
  }); // prettier-ignore

  it('never throws, and says nothing of what it refuses, whatever stands in a file', () => {
    const lines: Recognised = { ...common, reads: 'lines', line: () => [aMemoryFound()] };
    const kinds = [json(), json(['', 'a']), lines, undefined];
    const content = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.json().map(text => text.slice(0, -1)), fc.array(fc.json()).map(all => all.join('\n'))); // prettier-ignore
    fc.assert(
      fc.property(content, fc.constantFrom(...kinds), fc.integer({ min: 1, max: 9 }), (text, recognised, size) => {
        const { refusal, discoveries } = inspected(text, [format(recognised)], { size });
        expect(refusal === undefined ? [] : discoveries).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
