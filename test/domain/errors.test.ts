import { expect, it } from 'vitest';
import { messageOf, TzurotError } from '../../src/domain/errors.js';

it('says what happened, what helps, and what it came from', () => {
  const cause = new Error('the cable was cut');
  const error = new TzurotError('unavailable', 'Nobody answered.', { try: 'doctor', cause, facts: { status: 502 } });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'TzurotError', code: 'unavailable', message: 'Nobody answered.', try: 'doctor', cause, facts: { status: 502 } }); // prettier-ignore
});

it('needs nothing but a code and a sentence', () => {
  expect(new TzurotError('denied', 'No.')).toMatchObject({ try: undefined, facts: undefined, cause: undefined });
});

it.each([
  [new Error('It broke.'), 'It broke.'],
  [new TzurotError('denied', 'No.'), 'No.'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [null, 'null'],
])('has a sentence for whatever was thrown', (thrown, sentence) => {
  expect(messageOf(thrown)).toBe(sentence);
});
