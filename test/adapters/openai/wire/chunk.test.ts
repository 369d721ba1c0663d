import { describe, expect, it } from 'vitest';
import { parseChunk } from '../../../../src/adapters/openai/wire/chunk.js';
import { finishOf } from '../../../../src/adapters/openai/wire/finish.js';
import { pictureIn } from '../../../../src/adapters/openai/wire/picture.js';

describe('an event', () => {
  it('is read for what is used of it', () => {
    expect(
      parseChunk(
        '{"id":"1","model":"some/model","choices":[{"index":0,"delta":{"role":"assistant","content":"Al"},"logprobs":null}]}',
      ),
    ).toEqual({ id: '1', model: 'some/model', choices: [{ delta: { content: 'Al' } }], error: null });
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

  it.each([
    ['{"error":null}', null],
    ['{"error":false}', null],
    ['{"object":"chat.completion.chunk","message":"Slow down."}', null],
  ])('is no error for that: %s', (data, error) => {
    expect(parseChunk(data)).toMatchObject({ error });
  });

  it('may bring its text in parts', () => {
    const content = [{ type: 'text', text: 'Al' }, { type: 'other' }, 7, { type: 'text', text: 'ways' }];
    expect(parseChunk(JSON.stringify({ choices: [{ delta: { content } }] }))).toMatchObject({
      choices: [{ delta: { content: 'Always' } }],
    });
  });

  it('keeps its text where its figures make no sense', () => {
    expect(parseChunk('{"choices":[{"delta":{"content":"Al"}}],"usage":[]}')).toMatchObject({
      choices: [{ delta: { content: 'Al' } }],
      usage: null,
    });
  });

  it.each([
    ['{"error":{"code":429,"message":"Slow down."}}', { status: 429, message: 'Slow down.', names: [] }],
    ['{"error":{"code":"429"}}', { status: 429, message: '' }],
    ['{"error":{"code":"rate_limit","type":"x"}}', { status: null, names: ['x', 'rate_limit'] }],
    ['{"error":{}}', { status: null, message: '' }],
    ['{"error":"Slow down."}', { status: null, message: 'Slow down.' }],
    ['{"object":"error","message":"Slow down.","code":429}', { status: 429, message: 'Slow down.' }],
    ['[{"error":{"code":429,"message":"Slow down."}}]', { status: 429 }],
    ['{"choices":"many","error":{"code":429}}', { status: 429 }],
  ])('may be an error: %s', (data, error) => {
    expect(parseChunk(data)).toMatchObject({ error });
  });
});

it.each([
  ['stop', 'stop'],
  ['length', 'length'],
  ['content_filter', 'filtered'],
  ['tool_calls', 'tools'],
  ['function_call', 'tools'],
  ['eos', 'other'],
  ['', 'other'],
  ['__proto__', 'other'],
])('knows why an answer ended: %s is %s', (reason, finish) => {
  expect(finishOf(reason)).toBe(finish);
});

describe('a picture', () => {
  const at = (url: string) => pictureIn({ type: 'image_url', image_url: { url } });

  it('is what a data address has in it', () => {
    expect(at('data:image/png;base64,aGk=')).toEqual({ type: 'image/png', bytes: new Uint8Array([104, 105]) });
    expect(pictureIn({ image_url: 'data:image/webp;base64,aGk=' })).toMatchObject({ type: 'image/webp' });
  });

  it.each([
    'https://photos.example/a.png',
    'data:image/svg+xml;base64,aGk=',
    'data:text/html;base64,aGk=',
    'data:image/png,hi',
    'data:image/png;base64,h i!',
    'data:image/png;base64,',
    '',
  ])('is none that lies elsewhere, or is something else: %s', url => {
    expect(at(url)).toBeUndefined();
  });

  it.each([null, 7, {}, { image_url: 7 }, { image_url: {} }])('is not in %j', value => {
    expect(pictureIn(value)).toBeUndefined();
  });
});
