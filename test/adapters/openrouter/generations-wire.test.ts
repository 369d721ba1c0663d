import { describe, expect, it } from 'vitest';
import { parseGeneration } from '../../../src/adapters/openrouter/generations-wire.js';

/** A record as the service publishes it, with much that is not used. */
const record = {
  id: 'gen-1767312000-abcdefghij',
  upstream_id: 'resp-1',
  total_cost: 0.0015,
  cache_discount: null,
  upstream_inference_cost: 0.5,
  created_at: '2026-01-02T00:00:00.000Z',
  model: 'maker/thinker-20260102',
  streamed: true,
  cancelled: false,
  provider_name: 'Maker',
  latency: 1250,
  generation_time: 1200,
  finish_reason: 'stop',
  tokens_prompt: 10,
  tokens_completion: 25,
  native_tokens_prompt: 12,
  native_tokens_completion: 27,
  native_tokens_reasoning: 5,
  native_tokens_cached: 8,
  num_media_prompt: null,
  is_byok: false,
  usage: 0.0015,
};

const parsed = (fields: object = {}) => parseGeneration(JSON.stringify({ data: { ...record, ...fields } }));

describe('what a request came to', () => {
  it('is what was charged, and the tokens as the model counts them', () => {
    expect(parsed()).toEqual({
      tokensIn: 12,
      tokensOut: 27,
      tokensCached: 8,
      tokensReasoning: 5,
      costNanoUsd: 1_500_000,
      costText: '0.0015',
      upstreamNanoUsd: null,
      estimated: false,
    });
  });

  it('has what somebody’s own provider charged besides', () => {
    expect(parsed({ is_byok: true })).toMatchObject({ costNanoUsd: 1_500_000, upstreamNanoUsd: 500_000_000 });
    expect(parsed({ is_byok: true, upstream_inference_cost: null })).toMatchObject({ upstreamNanoUsd: null });
  });

  it('has the tokens as the service counts them where the model does not', () => {
    const fields = { native_tokens_prompt: null, native_tokens_completion: null, native_tokens_cached: null };
    expect(parsed(fields)).toMatchObject({ tokensIn: 10, tokensOut: 25, tokensCached: 0 });
  });

  it('never has more cached tokens than there were', () => {
    expect(parsed({ native_tokens_cached: 99 })).toMatchObject({ tokensIn: 12, tokensCached: 12 });
  });

  it('is known also where other figures make no sense', () => {
    const odd = { native_tokens_prompt: -1, tokens_prompt: 'many', native_tokens_reasoning: 1.5, is_byok: 'yes' };
    expect(parsed(odd)).toMatchObject({ tokensIn: 0, tokensReasoning: 0, costNanoUsd: 1_500_000 });
  });

  it.each([
    ['nothing at all', 0, 0, '0'],
    ['less than a nano-dollar', 1e-10, 0, '1e-10'],
    ['a text', '0.25', 250_000_000, '0.25'],
  ])('may cost %s', (_, total_cost, costNanoUsd, costText) => {
    expect(parsed({ total_cost })).toMatchObject({ costNanoUsd, costText });
  });
});

it.each([
  ['a cost of less than nothing', { data: { ...record, total_cost: -1 } }],
  ['a cost that is none', { data: { ...record, total_cost: 'free' } }],
  ['no cost', { data: { id: 'gen-1' } }],
  ['no data', { error: { code: 404 } }],
  ['a list', []],
])('an answer with %s says nothing', (_, content) => {
  expect(parseGeneration(JSON.stringify(content))).toBeUndefined();
});

it.each(['', '<html></html>', '{"data":{"total_cost":0.1'])('what is no document says nothing: %s', content => {
  expect(parseGeneration(content)).toBeUndefined();
});
