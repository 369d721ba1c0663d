import { describe, expect, it } from 'vitest';
import { requestBody } from '../../../../src/adapters/openai/wire/request.js';
import type { Prompt } from '../../../../src/domain/calling/prompt.js';
import type { LlmRequest } from '../../../../src/ports/llm.js';
import { anLlmRequest } from '../../../support/builders.js';

const sent = (provider: string, fields: Partial<LlmRequest> = {}) =>
  JSON.parse(requestBody(provider, anLlmRequest(fields)));
const toOpenRouter = (fields: Partial<LlmRequest> = {}) => sent('openrouter', fields);
const toOther = (fields: Partial<LlmRequest> = {}) => sent('openai-compatible', fields);

/** Parameters as a file might have them, whatever they are. */
const params = (fields: object): LlmRequest['params'] => fields;

const prompt: Prompt = {
  system: [
    { name: 'rules', text: 'Be kind.' },
    { name: 'place', text: 'You talk with one person.' },
  ],
  history: [
    { role: 'user', text: 'Hello.' },
    { role: 'assistant', text: 'Tea?' },
  ],
  turn: [
    { name: 'time', text: 'It is noon.' },
    { name: 'message', text: 'Please.' },
  ],
};

describe('what is sent', () => {
  it('is only what is set', () => {
    expect(Object.keys(toOpenRouter())).toEqual(['model', 'messages', 'stream']);
    expect(Object.keys(toOther())).toEqual(['model', 'messages', 'stream', 'stream_options']);
    expect(toOther({ params: { temperature: 0, top_k: 0 } })).toMatchObject({ temperature: 0, top_k: 0 });
  });

  it('has the constant part first, then what was said, then the message, and nothing else about them', () => {
    for (const body of [toOther({ prompt }), toOpenRouter({ prompt })])
      expect(body.messages).toEqual([
        { role: 'system', content: 'Be kind.\n\nYou talk with one person.' },
        { role: 'user', content: 'Hello.' },
        { role: 'assistant', content: 'Tea?' },
        { role: 'user', content: 'It is noon.\n\nPlease.' },
      ]);
  });

  it('leaves out a constant part that is empty', () => {
    expect(toOther({ prompt: { ...prompt, system: [] } }).messages[0]).toEqual({ role: 'user', content: 'Hello.' });
  });

  it('cannot be turned into something else by what a personality sets', () => {
    const body = toOpenRouter({ params: params({ stream: false, model: 'other', messages: [] }) });
    expect(body).toMatchObject({ stream: true, model: 'some/model' });
    expect(body.messages).toHaveLength(2);
  });

  it('says whether it is to come in pieces, and asks for figures only where they do not come by themselves', () => {
    expect(toOther()).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(toOther({ isStreamed: false })).not.toHaveProperty('stream_options');
    expect(toOther({ isStreamed: false })).toMatchObject({ stream: false });
    expect(toOpenRouter()).not.toHaveProperty('stream_options');
  });

  it('names the longest answer as the service does', () => {
    expect(toOpenRouter({ params: { max_tokens: 9 } })).toMatchObject({ max_completion_tokens: 9 });
    expect(toOpenRouter({ params: { max_tokens: 9 } })).not.toHaveProperty('max_tokens');
    expect(toOther({ params: { max_tokens: 9 } })).toMatchObject({ max_tokens: 9 });
  });

  it('has nothing in it that only OpenRouter understands where somebody else is asked', () => {
    const only = {
      provider: { only: ['x'] },
      plugins: [{ id: 'web' }],
      models: ['b'],
      transforms: [],
      verbosity: 'low',
    };
    const fields = {
      params: params({ ...only, reasoning: { effort: 'low' }, response_format: { type: 'json_object' } }),
    };
    const { messages: _, ...other } = toOther({ ...fields, routing: { dataCollection: 'deny', maxPrice: null } });
    expect(other).toEqual({
      model: 'some/model',
      reasoning_effort: 'low',
      response_format: { type: 'json_object' },
      verbosity: 'low',
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(toOpenRouter(fields)).toMatchObject({ ...only, reasoning: { effort: 'low' } });
    expect(toOther({ params: params({ reasoning: { max_tokens: 2000 } }) })).not.toHaveProperty('reasoning_effort');
  });
});

describe('who may run it', () => {
  const merged = (provider: object | undefined, routing: LlmRequest['routing']) =>
    toOpenRouter({ params: params(provider === undefined ? {} : { provider }), routing }).provider;
  const deny = { dataCollection: 'deny', maxPrice: null } as const;
  const cheap = { dataCollection: null, maxPrice: { prompt: 5, completion: 25 } } as const;

  it('is anybody where nobody says anything', () => {
    expect(merged(undefined, null)).toBeUndefined();
    expect(merged(undefined, { dataCollection: null, maxPrice: null })).toBeUndefined();
  });

  it('is who is wished for, within what must be', () => {
    expect(merged({ order: ['a'], sort: 'price' }, deny)).toEqual({
      order: ['a'],
      sort: 'price',
      data_collection: 'deny',
    });
    expect(merged({ order: ['a'], data_collection: 'deny' }, null)).toEqual({ order: ['a'], data_collection: 'deny' });
  });

  it('is never anybody who keeps what is written, where that must not be', () => {
    expect(merged({ data_collection: 'allow' }, deny)).toEqual({ data_collection: 'deny' });
    expect(merged({ data_collection: 'deny' }, { ...deny, dataCollection: 'allow' })).toEqual({
      data_collection: 'deny',
    });
    expect(merged({}, { ...deny, dataCollection: 'allow' })).toEqual({ data_collection: 'allow' });
  });

  it('is nobody dearer than the lower of two prices', () => {
    expect(merged({ max_price: { prompt: 1, completion: 99, image: 2 } }, cheap)).toEqual({
      max_price: { prompt: 1, completion: 25, image: 2 },
    });
    expect(merged({ max_price: { prompt: '0.5' } }, cheap)).toEqual({ max_price: { prompt: 0.5, completion: 25 } });
    expect(merged({ max_price: { prompt: -1, completion: 'NaN' } }, cheap)).toEqual({
      max_price: { prompt: 5, completion: 25 },
    });
    expect(merged({ max_price: { prompt: 1 } }, null)).toEqual({ max_price: { prompt: 1 } });
  });
});

describe('pictures', () => {
  const seen = { ...prompt, pictures: [{ type: 'image/png', bytes: new Uint8Array([104, 105]) }] };

  it('go with the message, in it', () => {
    expect(toOther({ prompt: seen }).messages.at(-1)).toEqual({
      role: 'user',
      content: [
        { type: 'text', text: 'It is noon.\n\nPlease.' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } },
      ],
    });
  });

  it('may be all that there is', () => {
    expect(toOther({ prompt: { ...seen, turn: [] } }).messages.at(-1).content).toHaveLength(1);
  });
});

describe('tools', () => {
  const tools = [{ name: 'recall', description: 'Remembers.', parameters: { type: 'object' } }];
  const reasoning = [{ type: 'reasoning.encrypted', data: 'x', index: 0 }];
  const exchanges = [
    {
      text: '',
      calls: [
        { id: 'a', name: 'recall', argument: '{"about":"tea"}' },
        { id: 'b', name: 'recall', argument: '{"about' },
      ],
      reasoning,
      results: [
        { callId: 'a', text: 'Black.' },
        { callId: 'b', text: 'What?' },
      ],
    },
  ];

  it('are offered where there are any', () => {
    expect(toOther({ tools })).toMatchObject({ tools: [{ type: 'function', function: tools[0] }] });
    expect(toOther({ tools: [] })).not.toHaveProperty('tools');
  });

  it('are told with what they were asked and what they said', () => {
    const called = [
      { id: 'a', type: 'function', function: { name: 'recall', arguments: '{"about":"tea"}' } },
      { id: 'b', type: 'function', function: { name: 'recall', arguments: '{}' } },
    ];
    const told = [
      { role: 'assistant', content: null, tool_calls: called, reasoning_details: reasoning },
      { role: 'tool', tool_call_id: 'a', content: 'Black.' },
      { role: 'tool', tool_call_id: 'b', content: 'What?' },
    ];
    expect(toOpenRouter({ prompt: { ...prompt, exchanges } }).messages.slice(4)).toEqual(told);
    expect(toOther({ prompt: { ...prompt, exchanges } }).messages[4]).not.toHaveProperty('reasoning_details');
  });
});

describe('the place up to which a prompt stays the same', () => {
  const model = 'anthropic/claude-sonnet-4.5';
  const marks = (body: { messages: object[] }) =>
    body.messages.flatMap((message, index) => (JSON.stringify(message).includes('"cache_control"') ? [index] : []));

  it('is marked for models that want to be told, and only by OpenRouter', () => {
    expect(toOpenRouter({ prompt, model }).messages[0]).toEqual({
      role: 'system',
      content: [{ type: 'text', text: 'Be kind.\n\nYou talk with one person.', cache_control: { type: 'ephemeral' } }],
    });
    expect(marks(toOpenRouter({ prompt, model }))).toEqual([0, 2]);
    expect(marks(toOpenRouter({ prompt, model: '~anthropic/claude-sonnet-latest' }))).toEqual([0, 2]);
    expect(marks(toOpenRouter({ prompt, model: 'openai/gpt-5' }))).toEqual([]);
    expect(marks(toOther({ prompt, model }))).toEqual([]);
  });

  it('is never an empty text', () => {
    const empty = { ...prompt, history: [{ role: 'user' as const, text: '' }] };
    expect(marks(toOpenRouter({ prompt: empty, model }))).toEqual([0]);
  });
});
