import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkLimit, joined, split } from '../../../../src/domain/turn/answering/split.js';

const texts = (text: string, limit: number) => split(text, limit).map(chunk => chunk.text);

const anyPiece = fc.constantFrom(
  'a', 'word ', 'Sentence. ', 'line\n', 'paragraph\n\n', '```', '```js\n', '\n```\n', '````\n', '`', '🌙', '👩‍👩‍👧', '灯台', ' ', '\n',
  'x'.repeat(30), '！', '     ', '\n\n\n\n', 'é', '🇬🇪', '👍🏽', '\u200d', '```rust,ignore\nfn main() {}\n```\n', '\r\n',
); // prettier-ignore
const anyText = fc.array(anyPiece, { maxLength: 60 }).map(pieces => pieces.join(''));
const anyLimit = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 300 }), fc.constant(chunkLimit));
const runs = { seed: 1815, numRuns: 3000 };

const pairCutApart = /[\ud800-\udbff]$/;

/** Whether every fence that a text opens on a line of its own is closed again. */
function isBalanced(text: string): boolean {
  let open = '';
  for (const line of text.split('\n')) {
    const [, ticks = '', info = ''] = /^(`{3,})([^`]*)$/.exec(line.trimEnd()) ?? [];
    if (open === '') open = ticks;
    else if (info === '' && ticks.length >= open.length) open = '';
  }
  return open === '';
}

describe('of any text', () => {
  it('the parts together are the text, unless it is blank', () => {
    fc.assert(
      fc.property(anyText, anyLimit, (text, limit) => {
        expect(joined(split(text, limit))).toBe(text.trim() === '' ? '' : text);
      }),
      runs,
    );
  });

  it('no part is longer than the limit', () => {
    fc.assert(
      fc.property(anyText, anyLimit, (text, limit) => {
        expect(Math.max(0, ...texts(text, limit).map(part => part.length))).toBeLessThanOrEqual(limit);
      }),
      runs,
    );
  });

  it('no part is blank', () => {
    fc.assert(
      fc.property(anyText, anyLimit, (text, limit) => {
        expect(texts(text, limit).filter(part => part.trim() === '')).toEqual([]);
      }),
      runs,
    );
  });

  it('no character is cut apart', () => {
    const atLeastOneCharacter = anyLimit.map(limit => Math.max(2, limit));
    fc.assert(
      fc.property(anyText, atLeastOneCharacter, (text, limit) => {
        expect(texts(text, limit).filter(part => pairCutApart.test(part))).toEqual([]);
      }),
      runs,
    );
  });

  it('no character of several parts is cut apart where it fits', () => {
    const isWhole = (text: string, at: number) =>
      [...new Intl.Segmenter().segment(text)].some(({ index }) => index === at);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 200 }), (text, limit) => {
        const cutAt = split(text, limit).map((_, index, all) => joined(all.slice(0, index)).length);
        expect(cutAt.slice(1).filter(at => !isWhole(text, at))).toEqual([]);
      }),
      runs,
    );
  });

  it('every part but the last closes the fences that it opens', () => {
    const roomForFences = fc.integer({ min: 150, max: 400 });
    fc.assert(
      fc.property(anyText, roomForFences, (text, limit) => {
        expect(
          texts(text, limit)
            .slice(0, -1)
            .filter(part => !isBalanced(part)),
        ).toEqual([]);
      }),
      runs,
    );
  });
});

describe('a text', () => {
  it('that fits is one part', () => {
    expect(texts('x'.repeat(chunkLimit), chunkLimit)).toEqual(['x'.repeat(chunkLimit)]);
  });

  it('that is empty is no part', () => {
    expect(split('')).toEqual([]);
  });

  it('is cut at 2,000 where nothing else is said', () => {
    expect(split('x'.repeat(2001)).map(({ text }) => text.length)).toEqual([2000, 1]);
  });

  it('is one part where there is no limit', () => {
    expect(texts('```\n'.repeat(5000), Number.POSITIVE_INFINITY)).toHaveLength(1);
  });

  it.each([
    ['after a paragraph', 'One. Two.\n\nThree. Four\nfive six.', 24, ['One. Two.\n\n', 'Three. Four\nfive six.']],
    ['after a line', 'One two.\nThree four. Five', 22, ['One two.\n', 'Three four. Five']],
    ['after a sentence', 'One two. Three four five', 20, ['One two. ', 'Three four five']],
    ['after a sentence in quotes', 'He said “no.” Then he went', 22, ['He said “no.” ', 'Then he went']],
    ['after a word', 'one two three four', 10, ['one two ', 'three four']],
    ['in the middle of a word', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['before a character that does not fit', 'ab🌙cd', 3, ['ab', '🌙c', 'd']],
  ])('is cut %s', (_, text, limit, parts) => {
    expect(texts(text, limit)).toEqual(parts);
  });

  it('is not cut after the first few characters, only because there is a paragraph', () => {
    expect(texts('a\n\n' + 'b '.repeat(20), 20)[0]).toHaveLength(19);
  });
});

describe('a fence', () => {
  const code = (lines: number) => Array.from({ length: lines }, (_, line) => `line ${line};`).join('\n');

  it('that is cut is closed and opened again, with its language', () => {
    const [first, second] = texts(`\`\`\`js\n${code(10)}\n\`\`\``, 60);
    expect(first).toMatch(/^```js\n[^`]*\n```$/);
    expect(second).toMatch(/^```js\n[^`]*\n```$/);
  });

  it('of four backticks is closed by four', () => {
    const [first] = texts(`\`\`\`\`md\n\`\`\`\n${code(10)}\n\`\`\`\n\`\`\`\``, 60);
    expect(first).toMatch(/````$/);
  });

  it('that ends where the cut is stays as it is', () => {
    const text = `\`\`\`\n${'x'.repeat(20)}\n\`\`\`\n${'y '.repeat(20)}`;
    expect(texts(text, 40)[0]).toBe(`\`\`\`\n${'x'.repeat(20)}\n\`\`\`\n`);
  });

  it('leaves the parts within the limit although they are closed', () => {
    const text = `\`\`\`js\n${'x'.repeat(5000)}\n\`\`\``;
    expect(texts(text, chunkLimit).every(part => part.length <= chunkLimit && isBalanced(part))).toBe(true);
  });

  it.each([
    ['of very many backticks', `${'`'.repeat(1500)}\n${'x '.repeat(2000)}`],
    ['with a very long description', `\`\`\`${'i'.repeat(3000)}\n${'x '.repeat(2000)}\n\`\`\``],
  ])('%s does not make a part too long', (_, text) => {
    expect(Math.max(...texts(text, chunkLimit).map(part => part.length))).toBeLessThanOrEqual(chunkLimit);
    expect(joined(split(text))).toBe(text);
  });
});

it('leaves out blanks of which no message can be made', () => {
  const text = `Hello.${' '.repeat(5000)}Goodbye.${'\n'.repeat(5000)}`;
  expect(texts(text, chunkLimit).map(part => part.trim())).toEqual(['Hello.', 'Goodbye.']);
  expect(joined(split(text))).toBe(text);
  expect(split('\n'.repeat(5000))).toEqual([]);
});

it('copes with a megabyte of anything', () => {
  for (const piece of ['x', '`', '```\n', '.)', '🌙']) {
    const text = piece.repeat(1_000_000 / piece.length);
    expect(joined(split(text))).toBe(text);
  }
});
