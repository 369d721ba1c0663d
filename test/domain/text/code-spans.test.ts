import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpans, isInside } from '../../../src/domain/text/code-spans.js';

const codeIn = (text: string) => codeSpans(text).map(({ start, end }) => text.slice(start, end));

/** The same by looking at every run and every later one. */
function bySearching(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (;;) {
    const open = /`+/.exec(text.slice(from));
    if (open === null) return found;
    const start = from + open.index;
    const after = start + open[0].length;
    const close = [...text.slice(after).matchAll(/`+/g)].find(([run]) => run.length === open[0].length);
    if (close === undefined) from = after;
    else {
      from = after + close.index + open[0].length;
      found.push(text.slice(start, from));
    }
  }
}

const anyText = fc.string({ unit: fc.constantFrom('`', '`', '``', '```', 'a', ' ', '\n'), maxLength: 25 });
const runs = { seed: 1815, numRuns: 2000 };

it.each([
  ['nothing of a text without backticks', 'plain', []],
  ['what stands between two backticks', 'a `b` c', ['`b`']],
  ['a block between fences', 'a\n```js\nb ` c\n```\nd', ['```js\nb ` c\n```']],
  ['what stands between runs of the same length', '``a ` b``', ['``a ` b``']],
  ['one stretch after the other', '`a` b `c`', ['`a`', '`c`']],
  ['nothing after a run that is never closed', '``a `b` c', ['`b`']],
  ['nothing of a lone backtick', 'it`s', []],
])('takes %s for code', (_, text, code) => {
  expect(codeIn(text)).toEqual(code);
});

it('finds the same as somebody who looks at every run', () => {
  fc.assert(
    fc.property(anyText, text => {
      expect(codeIn(text)).toEqual(bySearching(text));
    }),
    runs,
  );
});

describe('a position', () => {
  it('lies in code from the first backtick to the last', () => {
    const spans = codeSpans('ab`cd`ef`g`');
    const inside = [...'ab`cd`ef`g`'].map((_, index) => (isInside(spans, index) ? 'x' : '.')).join('');
    expect(inside).toBe('..xxxx..xxx');
  });

  it('lies in code exactly where one of the stretches covers it', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: -1, max: 30 }), (text, position) => {
        const spans = codeSpans(text);
        expect(isInside(spans, position)).toBe(spans.some(({ start, end }) => start <= position && position < end));
      }),
      runs,
    );
  });
});

it('copes with a hundred thousand runs of all lengths', () => {
  const runsOfAllLengths = Array.from({ length: 700 }, (_, length) => `${'`'.repeat(length)} `).join('');
  expect(codeSpans(runsOfAllLengths)).toEqual([]);
  expect(codeSpans('` '.repeat(100_001))).toHaveLength(50_000);
});
