import { expect, it } from 'vitest';
import { harmless, harmlessJson } from '../../../src/domain/text/harmless.js';

it.each([
  ['colours', '\u001b[31mred\u001b[0m', '[31mred[0m'],
  ['a window title', '\u001b]0;owned\u0007', ']0;owned'],
  ['an eight-bit control', '\u009b2Jgone', '2Jgone'],
  ['a backspace', 'ab\b\bc', 'abc'],
  ['an end of text', 'a\u0000b', 'ab'],
  ['writing turned around', 'user\u202etxt.exe', 'usertxt.exe'],
  ['isolated writing', '\u2066a\u2069', 'a'],
])('takes %s out', (_, text, left) => {
  expect(harmless(text)).toBe(left);
});

it('keeps line breaks and tabs', () => {
  expect(harmless('one\ntwo\tthree')).toBe('one\ntwo\tthree');
});

it('makes every line break the same', () => {
  expect(harmless('one\r\ntwo\rthree')).toBe('one\ntwo\nthree');
});

it('leaves other writing alone', () => {
  const text = 'Ünïcödé 灯台 👩‍👩‍👧 ﷺ “quoted”…';
  expect(harmless(text)).toBe(text);
});

it('spells in JSON what steers a terminal, and says the same', () => {
  const said = { text: '\u009b2Jgone \u202e\u007f 灯台\n\t“quoted”' };
  const json = harmlessJson(JSON.stringify(said, null, 2));
  expect(json).toBe(`{\n  "text": "\\u009b2Jgone \\u202e\\u007f 灯台\\n\\t“quoted”"\n}`);
  expect(JSON.parse(json)).toEqual(said);
});
