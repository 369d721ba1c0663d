import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compact } from '../../../src/domain/json/compact.js';
import { spelling } from './chunks.js';

it('takes away the white space between things, and nothing else', () => {
  expect(compact(' {\n\t"a b" : [ 1.0 , "\\" x \\\\" ] ,\r\n "c":null }\n')).toBe(
    '{"a b":[1.0,"\\" x \\\\"],"c":null}',
  );
});

it('makes all spellings of a value the same that differ in white space', () => {
  fc.assert(
    fc.property(spelling(), ({ text, value }) => {
      expect(compact(text)).toBe(JSON.stringify(value));
    }),
  );
});

it('gives back what has no such white space', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(compact(JSON.stringify(value))).toBe(JSON.stringify(value));
    }),
  );
});

it('leaves a text that does not end as it is', () => {
  expect(compact('[ "a b')).toBe('["a b');
});

it('takes no longer for many quotes and backslashes than they are many', () => {
  const many = `"${'\\\\\\"'.repeat(200_000)}"`;
  expect(compact(`[ ${many} ]`)).toBe(`[${many}]`);
});
