import { describe, expect, it } from 'vitest';
import { errorDetail, finishOf, parseChunk, requestBody, spentOf } from '../../../src/adapters/openai/wire.js';
import { anLlmRequest } from '../../support/builders.js';

describe('what is sent', () => {
  it('is only what is set', () => {
    expect(Object.keys(JSON.parse(requestBody(anLlmRequest())))).toEqual([
      'model',
      'messages',
      'stream',
      'stream_options',
    ]);
    expect(JSON.parse(requestBody(anLlmRequest({ params: { temperature: 0, top_k: 0 } })))).toMatchObject({
      temperature: 0,
      top_k: 0,
    });
  });

  it('has the constant part first, then what was said, then the message', () => {
    const prompt = {
      system: [
        { name: 'rules', text: 'Be kind.' },
        { name: 'place', text: 'You talk with one person.' },
      ],
      history: [
        { role: 'user' as const, text: 'Hello.' },
        { role: 'assistant' as const, text: 'Tea?' },
      ],
      turn: [
        { name: 'time', text: 'It is noon.' },
        { name: 'message', text: 'Please.' },
      ],
    };
    expect(JSON.parse(requestBody(anLlmRequest({ prompt })))).toMatchObject({
      messages: [
        { role: 'system', content: 'Be kind.\n\nYou talk with one person.' },
        { role: 'user', content: 'Hello.' },
        { role: 'assistant', content: 'Tea?' },
        { role: 'user', content: 'It is noon.\n\nPlease.' },
      ],
    });
  });

  it('cannot be turned into something else by what a personality sets', () => {
    const params: object = { stream: false, model: 'other', messages: [] };
    expect(JSON.parse(requestBody(anLlmRequest({ params })))).toMatchObject({ stream: true });
  });
});

describe('an event', () => {
  it('is read for what is used of it', () => {
    expect(
      parseChunk(
        '{"id":"1","model":"some/model","choices":[{"index":0,"delta":{"role":"assistant","content":"Al"},"logprobs":null}]}',
      ),
    ).toEqual({ id: '1', model: 'some/model', choices: [{ delta: { content: 'Al' } }] });
  });

  it.each([
    ['nothing said yet', '{"choices":[{"delta":{"content":null},"finish_reason":null}]}'],
    ['no choices', '{"choices":null,"model":null,"usage":null,"error":null}'],
    ['an empty list of choices', '{"choices":[]}'],
    ['nothing at all', '{}'],
  ])('may have %s', (_, data) => {
    expect(parseChunk(data)).toBeDefined();
  });

  it.each(['[DONE]', '', 'null', '[]', '"text"', '7', '{"choices":', '{"choices":"many"}'])('is none: %s', data => {
    expect(parseChunk(data)).toBeUndefined();
  });

  it('keeps its text where its figures make no sense', () => {
    expect(parseChunk('{"choices":[{"delta":{"content":"Al"}}],"usage":[]}')).toMatchObject({
      choices: [{ delta: { content: 'Al' } }],
      usage: null,
    });
  });

  it.each([
    ['{"error":{"code":429,"message":"Slow down."}}', { code: 429, message: 'Slow down.' }],
    ['{"error":{"code":"rate_limit","message":"Slow down."}}', { code: 'rate_limit', message: 'Slow down.' }],
    ['{"error":{}}', {}],
    ['{"error":"Slow down."}', { message: 'Slow down.' }],
  ])('may be an error: %s', (data, error) => {
    expect(parseChunk(data)).toMatchObject({ error });
  });
});

it.each([
  ['{"error":"No."}', 'No.'],
  ['{"error":{"message":"No."}}', 'No.'],
  ['{"error":{"code":1}}', ''],
  ['{"message":"No."}', ''],
  ['<html>No.</html>', ''],
  ['', ''],
])('finds in %s the words “%s”', (body, words) => {
  expect(errorDetail(body)).toBe(words);
});

it.each([
  ['stop', 'stop'],
  ['length', 'length'],
  ['content_filter', 'filtered'],
  ['tool_calls', 'other'],
  ['', 'other'],
  [null, 'other'],
  [undefined, 'other'],
])('knows why an answer ended: %s is %s', (reason, finish) => {
  expect(finishOf(reason)).toBe(finish);
});

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
      expect([said.tokensIn, said.tokensOut]).toEqual('prompt_tokens' in counts ? [9, 2] : [5, 2]);
    },
  );

  it('is an estimate of what the service leaves out', () => {
    expect(spent({ prompt_tokens: null, prompt_tokens_details: null })).toEqual({
      tokensIn: 9,
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
    expect([tokensIn, tokensOut]).toEqual([9, 2]);
  });
});
