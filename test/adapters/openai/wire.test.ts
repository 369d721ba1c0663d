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
    ).toEqual({ model: 'some/model', choices: [{ delta: { content: 'Al' } }] });
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
    expect(parseChunk('{"choices":[{"delta":{"content":"Al"}}],"usage":{"prompt_tokens":"many"}}')).toMatchObject({
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
    ['free', 0, 'free'],
  ])('is counted in whole nano-dollars, with the service’s own spelling: %s', (cost, costNanoUsd, costText) => {
    expect(spent({ prompt_tokens: 1, completion_tokens: 1, cost })).toMatchObject({ costNanoUsd, costText });
  });

  it('has nought for what the service does not say', () => {
    expect(spent({ prompt_tokens: null, prompt_tokens_details: null })).toEqual({
      tokensIn: 0,
      tokensOut: 0,
      tokensCached: 0,
      tokensReasoning: 0,
      costNanoUsd: 0,
      costText: null,
      estimated: false,
    });
  });

  it('is an estimate where the service says nothing', () => {
    const { tokensIn, tokensOut, estimated } = spentOf(null, anLlmRequest(), 'Always.');
    expect(estimated).toBe(true);
    expect([tokensIn, tokensOut]).toEqual([9, 2]);
  });
});
