import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { misfitIn } from '../../src/domain/misfit.js';
import { patchedConfig } from '../../src/domain/llm-config/llm-config.js';

const blank = { model: 'some/model', fallbackModel: null, provider: null, params: {} };
const refused = (param: string, text: string) => () => patchedConfig(blank, [{ path: `params.${param}`, text }]);

describe('a value that does not fit is told in a sentence', () => {
  it.each([
    ['temperature', '3', 'The most is 2.'],
    ['temperature', 'warm', 'It has to be a number.'],
    ['top_k', '-1', 'The least is 0.'],
    ['seed', '1.5', 'It has to be a whole number.'],
    ['stop', '["a","b","c","d","e"]', 'It has at most 4 entries.'],
    ['stop', 'x', 'It has to be a list, such as ["one", "two"].'],
    ['verbosity', 'loud', 'It can be low, medium, high.'],
    ['response_format', 'xml', 'It can be text, json_object, or an object with the type json_schema.'],
    ['logit_bias', '{"5":101}', 'The most is 100.'],
    ['logit_bias', '5', 'It has to be an object, such as {"name": "value"}.'],
    ['reasoning', '{"effort":"low","foo":1}', 'There is no “foo” in it.'],
    ['provider.zdr', 'maybe', 'It is true or false.'],
  ])('as parameter %s: %s', (param, text, sentence) => {
    expect(refused(param, text)).toThrow(`“${text}” will not do for “params.${param}”: ${sentence}`);
  });

  it.each([
    [z.string().max(1), 'tea', 'It has at most 1 character.'],
    [z.string().min(2), '', 'It has at least 2 characters.'],
    [z.string(), 7, 'It has to be a text.'],
    [z.url(), 'tea', 'Write an address, such as http://localhost:11434/v1.'],
  ])('of any schema', (schema, value, sentence) => {
    expect(schema.safeParse(value, { error: misfitIn }).error?.issues[0]?.message).toBe(sentence);
  });

  it('leaves a schema its own words', () => {
    const schema = z.string().regex(/^a/, 'It begins with an a.');
    expect(schema.safeParse('b', { error: misfitIn }).error?.issues[0]?.message).toBe('It begins with an a.');
  });
});
