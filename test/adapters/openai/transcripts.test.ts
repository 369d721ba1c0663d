import { describe, expect, it } from 'vitest';
import { sends, writes } from '../../fakes/provider.js';
import { asking, key, open, openPlain, outcome, transcript } from './world.js';

const streamed = async (path: string, at = open) => (await outcome(await at(sends(transcript(path))))).draft;
const whole = async (path: string, at = open) => {
  const document: unknown = JSON.parse(transcript(path));
  return (await outcome(await at(writes(Object(document))), asking({ isStreamed: false }))).draft;
};

const thought = {
  type: 'reasoning.text',
  text: 'She asks about tea.',
  signature: 'EqkBCkYIARgCKkA=',
  format: 'anthropic-claude-v1',
  index: 0,
};

describe('OpenRouter', () => {
  it('thinks before it answers', async () => {
    expect(await streamed('openrouter/thinking.sse')).toEqual({
      text: 'Black, no sugar 🐝.',
      reasoning: 'She asks about tea.',
      reasoningDetails: [thought],
      pictures: [],
      calls: [],
      model: 'anthropic/claude-sonnet-4.5',
      upstream: 'Anthropic',
      finish: 'stop',
      generationId: 'gen-1764000000-AbCdEfGhIjKlMnOpQrSt',
      spent: {
        tokensIn: 412,
        tokensOut: 58,
        tokensCached: 384,
        tokensReasoning: 21,
        costNanoUsd: 2_106_000,
        costText: '0.002106',
        upstreamNanoUsd: null,
        estimated: false,
      },
    });
  });

  it('asks for tools', async () => {
    expect(await streamed('openrouter/tools.sse')).toMatchObject({
      text: 'Let me look.',
      finish: 'tools',
      calls: [
        { id: 'toolu_01', name: 'recall', argument: '{"about": "tea"}' },
        { id: 'toolu_02', name: 'clock', argument: '{}' },
      ],
    });
  });

  it('fails in the middle', async () => {
    const { failure, shown } = await outcome(await open(sends(transcript('openrouter/mid-stream-error.sse'))));
    expect(failure).toMatchObject({
      facts: { failure: 'overloaded', status: 502, begun: true },
      message: expect.stringContaining('upstream connect error'),
    });
    expect(shown).toBe('Half a ');
  });

  it('answers in one piece, with a picture', async () => {
    expect(await whole('openrouter/whole.json')).toMatchObject({
      text: 'Black, no sugar.',
      reasoning: 'She asks about tea.',
      reasoningDetails: [thought],
      upstream: 'Google',
      pictures: [{ type: 'image/png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) }],
      spent: { costNanoUsd: 2_106_000 },
    });
  });
});

describe('services at home', () => {
  it.each([
    [
      'openai/ollama.sse',
      { text: 'Black tea.', finish: 'stop', spent: { tokensIn: 31, tokensOut: 4, estimated: false } },
    ],
    [
      'openai/ollama-tools.sse',
      { finish: 'tools', calls: [{ id: 'call_ab12', name: 'recall', argument: '{"about":"tea"}' }] },
    ],
    [
      'openai/llama-cpp.sse',
      { text: 'Black tea.', reasoning: 'She asks about tea.', spent: { tokensIn: 40, tokensOut: 9 } },
    ],
    ['openai/lm-studio.sse', { text: 'Black tea.', model: 'qwen3-8b', spent: { estimated: true } }],
    [
      'openai/vllm.sse',
      { text: 'Black tea.', reasoning: 'Tea.', finish: 'length', upstream: null, spent: { tokensIn: 22 } },
    ],
  ])('answer in pieces: %s', async (path, draft) => {
    expect(await streamed(path, openPlain)).toMatchObject(draft);
  });

  it.each([
    ['openai/ollama.json', { text: 'Black tea.', finish: 'stop' }],
    [
      'openai/vllm.json',
      { text: '', finish: 'tools', calls: [{ id: 'chatcmpl-tool-1', name: 'recall', argument: '{"about": "tea"}' }] },
    ],
  ])('answer in one piece: %s', async (path, draft) => {
    expect(await whole(path, openPlain)).toMatchObject(draft);
  });

  it('say in a sentence that they crashed', async () => {
    const { failure } = await outcome(await openPlain(sends(transcript('openai/lm-studio-error.sse'))));
    expect(failure).toMatchObject({ facts: { failure: 'broken' }, message: expect.stringContaining('has crashed') });
  });
});

describe('an answer in another form than was asked for', () => {
  it('is understood in one piece, and shown', async () => {
    const { draft, shown } = await outcome(await openPlain(writes(JSON.parse(transcript('openai/ollama.json')))));
    expect([draft?.text, shown]).toEqual(['Black tea.', 'Black tea.']);
  });

  it('is understood in pieces', async () => {
    const world = await openPlain(sends(transcript('openai/ollama.sse')));
    expect(await outcome(world, asking({ isStreamed: false }))).toMatchObject({
      draft: { text: 'Black tea.' },
      shown: 'Black tea.',
    });
  });

  it('may begin with empty lines that keep the connection', async () => {
    const world = await open(sends('\n', '   \n\n', transcript('openai/ollama.json')));
    expect(await outcome(world, asking({ isStreamed: false }))).toMatchObject({ draft: { text: 'Black tea.' } });
  });
});

describe('what an answer is made of', () => {
  const end = { choices: [{ delta: {}, finish_reason: 'stop' }] };
  const from = async (...deltas: readonly object[]) =>
    (await outcome(await open(sends(...deltas.map(delta => ({ choices: [{ delta }] })), end)))).draft;

  it('is put together where a service does not count its calls', async () => {
    const draft = await from(
      { tool_calls: [{ id: 'a', function: { name: 'recall', arguments: '{"a"' } }] },
      { tool_calls: [{ function: { arguments: ':1}' } }] },
      { tool_calls: [{ function: { name: 'clock', arguments: { zone: 'UTC' } } }] },
    );
    expect(draft?.calls).toEqual([
      { id: 'a', name: 'recall', argument: '{"a":1}' },
      { id: 'call-1', name: 'clock', argument: '{"zone":"UTC"}' },
    ]);
    expect(draft?.finish).toBe('tools');
  });

  it('has no calls of nothing', async () => {
    expect(await from({ tool_calls: [{ index: 0, function: { arguments: '{}' } }] })).toMatchObject({
      calls: [],
      finish: 'stop',
    });
  });

  it('has thoughts that were told in details only', async () => {
    const draft = await from(
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'She ' }] },
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'asks.' }, 7, null] },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'a', index: 1 }] },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'b', index: 1 }] },
    );
    expect(draft?.reasoning).toBe('She asks.');
    expect(draft?.reasoningDetails).toEqual([
      { type: 'reasoning.summary', summary: 'She asks.' },
      { type: 'reasoning.encrypted', data: 'a', index: 1 },
      { type: 'reasoning.encrypted', data: 'b', index: 1 },
    ]);
  });

  it('has each picture once, and none that lies elsewhere', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } };
    const elsewhere = { type: 'image_url', image_url: { url: 'https://photos.example/a.png' } };
    const draft = await from({ images: [image, elsewhere] }, { images: [image] });
    expect(draft?.pictures).toEqual([{ type: 'image/png', bytes: new Uint8Array([104, 105]) }]);
  });

  it('is no answer but a refusal where the model declines', async () => {
    expect(await from({ refusal: 'I will not.' })).toMatchObject({ text: '', finish: 'filtered' });
  });

  it('never has the key in it', async () => {
    const draft = await from(
      { tool_calls: [{ index: 0, id: key, function: { name: 'recall', arguments: `{"k":"${key.slice(0, 9)}` } }] },
      { tool_calls: [{ index: 0, function: { arguments: `${key.slice(9)}"}` } }] },
      { reasoning_details: [{ type: 'reasoning.text', text: key.slice(0, 20), index: 0, [key]: [{ a: key }] }] },
      { reasoning_details: [{ type: 'reasoning.text', text: key.slice(20), index: 0 }] },
    );
    expect(draft?.calls).toEqual([{ id: '[key]', name: 'recall', argument: '{"k":"[key]"}' }]);
    expect(draft?.reasoning).toBe('[key]');
    expect(draft?.reasoningDetails).toEqual([
      { type: 'reasoning.text', text: '[key]', index: 0, '[key]': [{ a: '[key]' }] },
    ]);
  });

  it('is not lost for another choice that is none', async () => {
    const { draft } = await outcome(await open(sends({ choices: [{ delta: { content: 'Always.' } }, null] }, end)));
    expect(draft?.text).toBe('Always.');
  });

  it('is not lost for thoughts without a bottom', async () => {
    const deep = `{"choices":[{"delta":{"content":"Always.","reasoning_details":[{"type":"x","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}}]}`;
    const { draft } = await outcome(await open(sends(`data: ${deep}\n\n`, end)));
    expect(draft?.text).toBe('Always.');
    expect(() => JSON.stringify(draft)).not.toThrow();
  });

  it.each([
    ['a kind', { type: { toString: 1 }, text: 'Hm.' }],
    ['a number', { type: 'reasoning.text', index: { toString: 1 }, text: 'Hm.' }],
  ])('is not lost for thoughts with %s that is neither a word nor a number', async (_, detail) => {
    const thinks = { choices: [{ delta: { content: 'Always.', reasoning_details: [detail] } }] };
    const { draft } = await outcome(await open(sends(thinks, end)));
    expect(draft).toMatchObject({ text: 'Always.', reasoningDetails: [detail] });
  });

  it('is not lost for calls without a bottom', async () => {
    const call = `{"index":0,"id":"a","function":{"name":"look","arguments":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}`;
    const asks = `data: {"choices":[{"delta":{"content":"Always.","tool_calls":[${call}]}}]}\n\n`;
    const { draft } = await outcome(await open(sends(asks, end)));
    expect(draft).toMatchObject({ text: 'Always.', calls: [{ id: 'a', name: 'look' }] });
  });

  it('says who ran it, without the key and in few words', async () => {
    const { draft } = await outcome(await open(sends({ provider: `${key}${'x'.repeat(500)}`, choices: [] }, end)));
    expect(draft?.upstream).toMatch(/^\[key\]x{95}$/);
  });
});

it('is shown while it comes, without waiting for its end', async () => {
  const heard = Promise.withResolvers<string>();
  const world = await open(async response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"delta":{"content":"Always."}}]}\n\n');
    expect(await heard.promise).toBe('Always.');
    response.end('data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n');
  });
  expect(await world.llm.complete(asking(), { onText: heard.resolve })).toMatchObject({ text: 'Always.' });
});
