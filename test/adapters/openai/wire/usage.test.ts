import { describe, expect, it } from 'vitest';
import { parseChunk } from '../../../../src/adapters/openai/wire/chunk.js';
import { spentOf } from '../../../../src/adapters/openai/wire/usage.js';
import { anLlmRequest } from '../../../support/builders.js';
import { aGif } from '../../../support/pictures.js';

describe('what it cost', () => {
  const usageOf = (usage: object) => parseChunk(JSON.stringify({ usage }))?.usage ?? null;
  const spent = (usage: object) => spentOf(usageOf(usage), anLlmRequest(), 'Always.');

  it('is what the service says, cached and thought tokens inside the others', () => {
    expect(
      spent({
        prompt_tokens: 120,
        completion_tokens: 30,
        prompt_tokens_details: { cached_tokens: 100 },
        completion_tokens_details: { reasoning_tokens: 7 },
        cost: 0.00045,
      }),
    ).toEqual({
      tokensIn: 120,
      tokensOut: 30,
      tokensCached: 100,
      tokensReasoning: 7,
      costNanoUsd: 450_000,
      costText: '0.00045',
      upstreamNanoUsd: null,
      estimated: false,
    });
  });

  it.each([
    [0, 0, '0'],
    ['0.000000001', 1, '0.000000001'],
    ['0.0000000005', 1, '0.0000000005'],
    [1.5e-7, 150, '1.5e-7'],
    [12.25, 12_250_000_000, '12.25'],
    [null, 0, null],
  ])('is counted in whole nano-dollars, with the service’s own spelling: %s', (cost, costNanoUsd, costText) => {
    expect(spent({ prompt_tokens: 1, completion_tokens: 1, cost })).toMatchObject({ costNanoUsd, costText });
  });

  it('has what somebody’s own provider charged besides, and only then', () => {
    const usage = {
      prompt_tokens: 1,
      completion_tokens: 1,
      cost: 0.01,
      cost_details: { upstream_inference_cost: 0.5 },
    };
    expect(spent({ ...usage, is_byok: true })).toMatchObject({ costNanoUsd: 10_000_000, upstreamNanoUsd: 500_000_000 });
    expect(spent({ ...usage, is_byok: false })).toMatchObject({ costNanoUsd: 10_000_000, upstreamNanoUsd: null });
    expect(spent(usage)).toMatchObject({ upstreamNanoUsd: null });
    expect(spent({ ...usage, is_byok: true, cost_details: null })).toMatchObject({ upstreamNanoUsd: null });
  });

  it.each([-0.5, '-1', 'free', 'NaN', '', ' ', 'sk-or-v1-0123456789abcdef', 1e300, '1e300', true, {}])(
    'is not known where %j is all that is said of it',
    cost => {
      const usage = { prompt_tokens: 1, completion_tokens: 1, cost };
      expect(spent(usage)).toMatchObject({ tokensIn: 1, costNanoUsd: 0, costText: null });
    },
  );

  it('never has more cached tokens than there were', () => {
    const usage = { prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 9 } };
    expect(spent(usage)).toMatchObject({ tokensIn: 5, tokensCached: 5 });
  });

  it.each([
    ['details that make no sense', { prompt_tokens_details: { cached_tokens: -1 }, completion_tokens_details: 'many' }],
    ['other details that make no sense', { is_byok: 'yes', cost_details: [] }],
  ])('is known in spite of %s', (_, details) => {
    const usage = { prompt_tokens: 5, completion_tokens: 2, cost: 0.5, ...details };
    expect(spent(usage)).toMatchObject({ tokensIn: 5, tokensCached: 0, tokensReasoning: 0, costNanoUsd: 500_000_000 });
  });

  it.each([{ prompt_tokens: 1.5 }, { prompt_tokens: -1 }, { prompt_tokens: '5' }, { completion_tokens: 1e300 }])(
    'is what the service says, also where its counts are none: %j',
    counts => {
      const said = spent({ prompt_tokens: 5, completion_tokens: 2, cost: 0.5, ...counts });
      expect(said).toMatchObject({ costNanoUsd: 500_000_000, costText: '0.5', estimated: false });
      expect([said.tokensIn, said.tokensOut]).toEqual('prompt_tokens' in counts ? [17, 2] : [5, 2]);
    },
  );

  it('is an estimate of what the service leaves out', () => {
    expect(spent({ prompt_tokens: null, prompt_tokens_details: null })).toEqual({
      tokensIn: 17,
      tokensOut: 2,
      tokensCached: 0,
      tokensReasoning: 0,
      costNanoUsd: 0,
      costText: null,
      upstreamNanoUsd: null,
      estimated: true,
    });
  });

  it('is an estimate where the service says nothing', () => {
    const { tokensIn, tokensOut, estimated } = spentOf(null, anLlmRequest(), 'Always.');
    expect(estimated).toBe(true);
    expect([tokensIn, tokensOut]).toEqual([17, 2]);
  });

  it('counts pictures where it is an estimate', () => {
    const { prompt, ...request } = anLlmRequest();
    const pictures = [{ type: 'image/gif', bytes: aGif() }];
    expect(spentOf(null, { ...request, prompt: { ...prompt, pictures } }, '').tokensIn).toBeGreaterThan(1000);
  });
});
