import { describe, expect, it } from 'vitest';
import { paramsSchema } from '../../../src/domain/params/params.js';

const isFine = (params: object) => paramsSchema.safeParse(params).success;
const reasons = (params: object) => paramsSchema.safeParse(params).error?.issues.map(({ message }) => message);

const schema = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object', topP: 1 } } };

describe('a parameter', () => {
  it.each([
    ['temperature', 0, 2],
    ['top_p', 0, 1],
    ['frequency_penalty', -2, 2],
    ['presence_penalty', -2, 2],
    ['repetition_penalty', 0, 2],
    ['min_p', 0, 1],
    ['top_a', 0, 1],
  ])('%s is between %s and %s', (name, least, most) => {
    for (const value of [least, most, (least + most) / 2]) expect(isFine({ [name]: value })).toBe(true);
    for (const value of [least - 0.01, most + 0.01, NaN, Infinity, '1', null])
      expect(isFine({ [name]: value })).toBe(false);
  });

  it.each([
    ['top_k', [0, 40], [-1, 1.5]],
    ['seed', [0, -7, 2 ** 40], [0.5]],
    ['max_tokens', [1, 100_000], [0, -1, 1.5]],
    ['stop', [[], ['\n\n'], ['a', 'b', 'c', 'd']], [[''], ['a', 'b', 'c', 'd', 'e'], 'a', [1]]],
    ['logit_bias', [{}, { '1639': -100, '7': 100 }], [{ '1639': 101 }, { word: 1 }, { '-1': 1 }, [1]]],
    ['verbosity', ['low', 'medium', 'high'], ['max', 1]],
    ['modalities', [['text'], ['text', 'image']], [[], ['smell'], 'text']],
    ['image_config', [{ aspect_ratio: '16:9' }], [{ aspect_ratio: {} }, 'big']],
    ['service_tier', ['flex', 'priority'], ['gold']],
    ['web_search_options', [{}, { search_context_size: 'low' }], [{ search_context_size: 'tiny' }, { depth: 1 }]],
    ['response_format', [{ type: 'text' }, { type: 'json_object' }, schema], [{ type: 'xml' }, { type: 'json_schema' }]],
    ['plugins', [[], [{ id: 'web', max_results: 3 }, { id: 'response-healing' }]], [[{ id: 'pdf' }], [{ id: 'web' }, { id: 'web' }], [{ id: 'web', depth: 1 }]]],
    ['provider', [{}, { order: ['a', 'b'], allow_fallbacks: false, sort: 'price', max_price: { prompt: 0 } }], [{ sort: 'beauty' }, { data_collection: true }, { max_price: { prompt: -1 } }, { first: 'a' }]],
  ])('%s is exactly what providers take', (name, fine, wrong) => {
    for (const value of fine) expect(isFine({ [name]: value })).toBe(true);
    for (const value of wrong) expect(isFine({ [name]: value })).toBe(false);
  }); // prettier-ignore

  it('that is not known is refused by its name, with the one that was probably meant', () => {
    expect(reasons({ temprature: 1, mood: 'dark' })).toEqual([
      'There is no parameter “temprature”. Did you mean “temperature”? There is no parameter “mood”.',
    ]);
    expect(isFine(JSON.parse('{"__proto__": 1}'))).toBe(false);
    expect(isFine({ constructor: 1 })).toBe(false);
  });
});

describe('thinking', () => {
  it.each(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])('may be as hard as %s', effort => {
    expect(isFine({ reasoning: { effort, exclude: true } })).toBe(true);
  });

  it('is between 1024 and 32000 tokens long where it is limited', () => {
    for (const tokens of [1024, 32_000]) expect(isFine({ reasoning: { max_tokens: tokens } })).toBe(true);
    for (const tokens of [1023, 32_001, 2000.5]) expect(isFine({ reasoning: { max_tokens: tokens } })).toBe(false);
  });

  it('is not limited in two ways at once', () => {
    expect(reasons({ reasoning: { effort: 'low', max_tokens: 2000 } })).toEqual([
      'Say effort or max_tokens; both at once cannot be.',
    ]);
  });

  it('leaves room for an answer', () => {
    expect(isFine({ max_tokens: 2001, reasoning: { max_tokens: 2000 } })).toBe(true);
    for (const whole of [2000, 100]) expect(isFine({ max_tokens: whole, reasoning: { max_tokens: 2000 } })).toBe(false);
  });
});

describe('an older spelling', () => {
  it.each([
    [
      { topP: 0.5, maxTokens: 7, frequencyPenalty: 1 },
      { top_p: 0.5, max_tokens: 7, frequency_penalty: 1 },
    ],
    [{ max_completion_tokens: 7 }, { max_tokens: 7 }],
    [{ maxCompletionTokens: 7 }, { max_tokens: 7 }],
    [{ reasoningEffort: 'high' }, { reasoning: { effort: 'high' } }],
    [{ include_reasoning: false }, { reasoning: { exclude: true } }],
    [{ include_reasoning: true, reasoning: { effort: 'low' } }, { reasoning: { exclude: false, effort: 'low' } }],
    [{ transforms: ['middle-out'] }, { plugins: [{ id: 'context-compression' }] }],
    [{ transforms: [] }, { plugins: [{ id: 'context-compression', enabled: false }] }],
    [{ route: 'fallback' }, { provider: { allow_fallbacks: true } }],
    [
      { provider: { dataCollection: 'deny', maxPrice: { prompt: 1 } } },
      { provider: { data_collection: 'deny', max_price: { prompt: 1 } } },
    ],
    [{ responseFormat: 'json_object' }, { response_format: { type: 'json_object' } }],
    [{ responseFormat: { type: 'json_schema', jsonSchema: schema.json_schema } }, { response_format: schema }],
  ])('%j is read', (given, today) => {
    expect(paramsSchema.parse(given)).toEqual(today);
  });

  it('gives way to today’s', () => {
    expect(
      paramsSchema.parse({ topP: 0.1, top_p: 0.9, reasoning_effort: 'low', reasoning: { effort: 'high' } }),
    ).toEqual({
      top_p: 0.9,
      reasoning: { effort: 'high' },
    });
  });

  it('is held to the same bounds', () => {
    for (const wrong of [
      { topP: 2 },
      { transforms: ['upside-down'] },
      { route: 'scenic' },
      { reasoningEffort: 'huge' },
    ])
      expect(isFine(wrong)).toBe(false);
  });
});

it('takes none for none, not for zero', () => {
  expect(paramsSchema.parse({})).toEqual({});
});
