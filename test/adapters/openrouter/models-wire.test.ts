import { describe, expect, it } from 'vitest';
import { parseModels } from '../../../src/adapters/openrouter/models-wire.js';
import { microsPerSecond } from '../../../src/domain/time.js';

/** A record as the service publishes it, with much that is not used. */
const record = {
  id: 'maker/thinker',
  canonical_slug: 'maker/thinker-20260102',
  hugging_face_id: null,
  name: 'Maker: Thinker',
  created: 1_767_312_000,
  description: 'Thinks.',
  context_length: 400_000,
  architecture: {
    modality: 'text+image->text',
    input_modalities: ['text', 'image', 'file'],
    output_modalities: ['text'],
    tokenizer: 'GPT',
    instruct_type: null,
  },
  pricing: {
    prompt: '0.00000125',
    completion: '0.00001',
    request: '0',
    image: '0.001',
    web_search: '0.01',
    internal_reasoning: '0',
    input_cache_read: '0.000000125',
    input_cache_write: '0.0000015',
    overrides: [
      { min_prompt_tokens: 200_000, prompt: '0.0000025', completion: '0.000015' },
      { utc_start: 1630, utc_end: 30, utc_days: ['saturday'], prompt: '0.000001' },
    ],
  },
  top_provider: { context_length: 400_000, max_completion_tokens: 128_000, is_moderated: true },
  per_request_limits: null,
  supported_parameters: ['max_tokens', 'reasoning', 'seed'],
  default_parameters: { temperature: null },
  reasoning: { mandatory: true, supported_efforts: ['high', 'low'], default_effort: 'low', supports_max_tokens: true },
  expiration_date: '2027-03-01',
};

const parsed = (...records: readonly unknown[]) => parseModels(JSON.stringify({ data: records })) ?? [];
const withPricing = (pricing: unknown) => parsed({ ...record, pricing })[0]?.prices;

describe('a model', () => {
  it('is read for what is used of it', () => {
    expect(parsed(record)).toEqual([
      {
        id: 'maker/thinker',
        canonicalSlug: 'maker/thinker-20260102',
        name: 'Maker: Thinker',
        createdAt: 1_767_312_000 * microsPerSecond,
        expiresAt: (Date.UTC(2027, 2, 1) / 1000) * microsPerSecond,
        contextTokens: 400_000,
        longestAnswerTokens: 128_000,
        isModerated: true,
        inputs: ['text', 'image', 'file'],
        outputs: ['text'],
        supportedParameters: ['max_tokens', 'reasoning', 'seed'],
        reasoning: { efforts: ['high', 'low'], defaultEffort: 'low', isMandatory: true, takesMaxTokens: true },
        prices: {
          prompt: '0.00000125',
          completion: '0.00001',
          request: '0',
          image: '0.001',
          cacheRead: '0.000000125',
          cacheWrite: '0.0000015',
          reasoning: null,
          bands: [
            { abovePromptTokens: 200_000, atTimes: false, prompt: '0.0000025', completion: '0.000015', cacheRead: null, cacheWrite: null },
            { abovePromptTokens: 0, atTimes: true, prompt: '0.000001', completion: null, cacheRead: null, cacheWrite: null },
          ],
        },
      },
    ]); // prettier-ignore
  });

  it('may say nothing but its id', () => {
    expect(parsed({ id: 'maker/thinker' })).toEqual([
      {
        id: 'maker/thinker',
        canonicalSlug: null,
        name: 'maker/thinker',
        createdAt: null,
        expiresAt: null,
        contextTokens: null,
        longestAnswerTokens: null,
        isModerated: null,
        inputs: [],
        outputs: [],
        supportedParameters: null,
        reasoning: null,
        prices: null,
      },
    ]);
  });

  it('is read also where each thing it says of itself makes no sense', () => {
    const nonsense = Object.fromEntries(Object.keys(record).map(key => [key, { odd: ['very', -1] }]));
    expect(parsed({ ...nonsense, id: 'maker/odd' })).toMatchObject([{ id: 'maker/odd', prices: null }]);
  });

  it.each([null, 7, 'text', [], {}, { id: 7 }, { id: '' }, { id: 'x'.repeat(201) }, { name: 'Thinker' }])(
    'that is none costs the others nothing: %j',
    odd => {
      expect(parsed(odd, record, odd).map(({ id }) => id)).toEqual(['maker/thinker']);
    },
  );

  it('may be called like a part of every object', () => {
    const text = '{"data":[{"id":"__proto__","__proto__":{"name":"Mallory"},"name":"P"},{"id":"constructor"}]}';
    expect(parseModels(text)).toMatchObject([
      { id: '__proto__', name: 'P' },
      { id: 'constructor', name: 'constructor' },
    ]);
  });
});

describe('a price', () => {
  const usual = { prompt: '0.000001', completion: '0.000002' };

  it.each([
    ['a number', { prompt: 0.000001, completion: 2e-7 }, { prompt: '0.000001', completion: '2e-7' }],
    ['nought', { prompt: '0', completion: '0' }, { prompt: '0', completion: '0' }],
    ['for thinking', { ...usual, internal_reasoning: '0.000003' }, { reasoning: '0.000003' }],
  ])('may be %s', (_, pricing, prices) => {
    expect(withPricing(pricing)).toMatchObject(prices);
  });

  it.each([
    ['vary', { prompt: '-1', completion: '-1' }],
    ['are missing', {}],
    ['are missing for what is written', { prompt: '0.000001' }],
    ['are words', { prompt: 'cheap', completion: 'dear' }],
    ['are endless', { prompt: '1e999', completion: `0.${'1'.repeat(100)}` }],
    ['are no list of prices', 'cheap'],
  ])('is not known where they %s', (_, pricing) => {
    expect(withPricing(pricing)).toBeNull();
  });

  it('that is none costs the others nothing', () => {
    const odd = {
      ...usual,
      request: 'cheap',
      image: '-1',
      input_cache_read: {},
      overrides: [7, { prompt: '-3' }, null],
    };
    expect(withPricing(odd)).toMatchObject({ ...usual, request: null, image: null, cacheRead: null });
  });
});

it.each(['', '<html></html>', '[]', 'null', '{}', '{"data":{}}', '{"data":[', '{"data":"[]"}'])(
  'an answer that is no list: %s',
  content => {
    expect(parseModels(content)).toBeUndefined();
  },
);

it('a list has thousands of models at most, and a model dozens of other prices', () => {
  const many = { data: Array.from({ length: 6000 }, (_, index) => ({ id: `maker/${index}` })) };
  expect(parseModels(JSON.stringify(many))).toHaveLength(5000);
  const overrides = Array.from({ length: 60 }, () => ({ prompt: '0.1' }));
  const dear = { data: [{ ...record, pricing: { prompt: '1', completion: '1', overrides } }] };
  expect(parseModels(JSON.stringify(dear))?.[0]?.prices?.bands).toHaveLength(50);
});
