import { describe, expect, it } from 'vitest';
import { openAiLlm } from '../../../src/adapters/openai/llm.js';
import type { LlmOptions } from '../../../src/ports/llm.js';
import { llmContract } from '../../contracts/llm.js';
import {
  drips,
  endsAfter,
  failsAfter,
  fallsSilentAfter,
  neverAnswers,
  refuses,
  resetsAfter,
  says,
  sends,
  underId,
  writes,
  type Act,
  type Asked,
} from '../../fakes/provider.js';
import { asking, key, open } from './world.js';

const usage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  cost: 0.00045,
  prompt_tokens_details: { cached_tokens: 100 },
  completion_tokens_details: { reasoning_tokens: 7 },
};

const failureFrom = async (...script: readonly Act[]): Promise<unknown> => {
  const { llm } = await open(...script);
  return llm.complete(asking()).catch((error: unknown) => error);
};

const message =
  (fields: object, finish = 'stop') =>
  (asked: Asked) => ({
    choices: [{ index: 0, [JSON.parse(asked.body).stream ? 'delta' : 'message']: fields, finish_reason: finish }],
  });

/** An answer in the form that was asked for. */
const asAsked =
  (documentFor: (asked: Asked) => object): Act =>
  (response, asked) =>
    (JSON.parse(asked.body).stream ? sends : writes)(documentFor(asked))(response, asked);

const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'recall', arguments: '{"about":"tea"}' } };

const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } };

llmContract(async () => {
  const text = 'Always, Ada — 🐝 as ever.';
  const inPieces = says(text, { usage });
  const inOnePiece = asAsked(asked => ({ ...message({ content: text })(asked), usage }));
  const answering = await open((response, asked) =>
    (JSON.parse(asked.body).stream ? inPieces : inOnePiece)(response, asked),
  );
  const failing = await open(refuses(429));
  const silent = await open(neverAnswers);
  const calling = await open(
    asAsked(message({ content: null, tool_calls: [call] }, 'tool_calls')),
    asAsked(message({ content: 'Black.' })),
  );
  const drawing = await open(asAsked(message({ content: '', images: [image] })));
  return {
    llm: answering.llm,
    failing: { llm: failing.llm, asked: () => failing.provider.requests.length },
    silent: silent.llm,
    calling: calling.llm,
    drawing: drawing.llm,
  };
});

describe('a whole answer', () => {
  it('arrives letter by letter, however it is cut up on the way', async () => {
    const text = 'Ünïcödé 🐝🐝\n\n“quoted” \\u0041 and 漢字.';
    for (const bytesAtATime of [1, 2, 3, 1000]) {
      const { llm } = await open(says(text, { bytesAtATime }));
      const pieces: string[] = [];
      const draft = await llm.complete(asking(), { onText: piece => pieces.push(piece) });
      expect(draft.text).toBe(text);
      expect(pieces.join('')).toBe(text);
      expect(pieces.length).toBeGreaterThan(1);
    }
  });

  it('never shows the key, in whatever pieces it comes, and keeps it nowhere', async () => {
    const text = `It is ${key}, is it not? sk-or-not-that-one s`;
    for (const bytesAtATime of [1, 5, 40, 1000]) {
      const { llm } = await open(
        says(text, { bytesAtATime, model: key, reasoning: `Hm, ${key}.`, usage: { ...usage, cost: key } }),
      );
      const pieces: string[] = [];
      const draft = await llm.complete(asking(), { onText: piece => pieces.push(piece) });
      expect(pieces.join('')).toBe('It is [key], is it not? sk-or-not-that-one s');
      expect(draft).toMatchObject({ model: '[key]', reasoning: 'Hm, [key].', spent: { costText: null } });
      expect(JSON.stringify(draft)).not.toContain(key);
    }
  });

  it('says which model it was, why it ended, what it thought and what it cost', async () => {
    const { llm } = await open(says('Always.', { model: 'some/other', finish: 'length', reasoning: 'Hm.', usage }));
    expect(await llm.complete(asking())).toEqual({
      text: 'Always.',
      reasoning: 'Hm.',
      reasoningDetails: [],
      pictures: [],
      calls: [],
      upstream: null,
      model: 'some/other',
      finish: 'length',
      generationId: null,
      spent: {
        tokensIn: 120,
        tokensOut: 30,
        tokensCached: 100,
        tokensReasoning: 7,
        costNanoUsd: 450_000,
        costText: '0.00045',
        upstreamNanoUsd: null,
        estimated: false,
      },
    });
  });

  it('is estimated where the service does not say what it used', async () => {
    const { llm } = await open(says('Always.'));
    const { spent } = await llm.complete(asking());
    expect(spent).toMatchObject({ estimated: true, costNanoUsd: 0, costText: null });
    expect(spent.tokensIn).toBeGreaterThan(0);
    expect(spent.tokensOut).toBeGreaterThan(0);
  });

  it('is not lost for figures that make no sense', async () => {
    const { llm } = await open(says('Always.', { usage: { prompt_tokens: 'many' } }));
    expect(await llm.complete(asking())).toMatchObject({ text: 'Always.', spent: { estimated: true } });
  });

  it('may be empty', async () => {
    const { llm } = await open(says('', { finish: 'content_filter' }));
    expect(await llm.complete(asking())).toMatchObject({ text: '', finish: 'filtered' });
  });
});

describe('the id under which a request is remembered', () => {
  const heard = async (act: Act) => {
    const { llm } = await open(act);
    const told: string[] = [];
    const asked = llm.complete(asking(), { onGeneration: id => told.push(id) });
    const draft = await asked.catch(() => undefined);
    return { told, generationId: draft?.generationId };
  };

  it('is what a header says', async () => {
    expect(await heard(underId('gen-1', says('Always.', { id: 'chunk-1' })))).toEqual({
      told: ['gen-1'],
      generationId: 'gen-1',
    });
  });

  it('is what the pieces say where there is no header', async () => {
    expect(await heard(says('Always, Ada.', { id: 'chunk-1' }))).toEqual({
      told: ['chunk-1'],
      generationId: 'chunk-1',
    });
  });

  it.each([
    ['ends too early', endsAfter('Always')],
    ['is torn off', resetsAfter('Always')],
    ['fails', failsAfter('Always', { code: 502, message: 'No.' })],
  ])('is told also where the answer %s', async (_, act) => {
    expect(await heard(underId('gen-1', act))).toEqual({ told: ['gen-1'], generationId: undefined });
  });

  it('is told before the answer has begun', async () => {
    const { llm } = await open(underId('gen-1', fallsSilentAfter('')));
    const told = Promise.withResolvers<string>();
    const controller = new AbortController();
    const asked = llm.complete(asking(), { signal: controller.signal, onGeneration: told.resolve });
    expect(await told.promise).toBe('gen-1');
    controller.abort(new Error('Enough.'));
    await expect(asked).rejects.toThrow('Enough.');
  });

  it.each(['two words', 'x'.repeat(201)])('is none where it could not be sent back: %s', async id => {
    expect(await heard(says('Always.', { id }))).toEqual({ told: [], generationId: null });
  });

  it('is not there where the service refuses', async () => {
    expect(await heard(underId('gen-1', refuses(500)))).toEqual({ told: [], generationId: undefined });
  });

  it('never repeats the key', async () => {
    const { generationId } = await heard(says('Always.', { id: `gen-${key}` }));
    expect(generationId).toBe('gen-[key]');
  });
});

describe('a request', () => {
  it('goes where the endpoint is, with the key, and asks for a stream with figures', async () => {
    const { llm, provider } = await open(says('Always.'));
    await llm.complete(asking({ params: { temperature: 0, stop: ['END'] } }));
    expect(provider.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/chat/completions',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept: 'text/event-stream' },
      },
    ]);
    expect(JSON.parse(provider.requests[0]?.body ?? '')).toEqual({
      model: 'some/model',
      messages: [
        { role: 'system', content: 'You are Lilith.' },
        { role: 'user', content: 'Are you there?' },
      ],
      temperature: 0,
      stop: ['END'],
      stream: true,
    });
  });

  it('carries no key where there is none', async () => {
    const { machine, endpoint, provider } = await open(says('Always.'));
    await openAiLlm(machine, endpoint).complete(asking({ key: null }));
    expect(provider.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('finds its way when the address ends in a slash', async () => {
    const { machine, endpoint, provider } = await open(says('Always.'));
    await openAiLlm(machine, { ...endpoint, url: `${endpoint.url}//` }).complete(asking());
    expect(provider.requests).toMatchObject([{ path: '/v1/chat/completions' }]);
  });
});

describe('a refusal', () => {
  it.each([
    [400, 'bad-request', 'invalid'],
    [401, 'authentication', 'denied'],
    [402, 'out-of-credit', 'denied'],
    [403, 'moderation', 'denied'],
    [404, 'model-missing', 'invalid'],
    [408, 'timeout', 'unavailable'],
    [413, 'too-long', 'invalid'],
    [405, 'bad-request', 'invalid'],
    [422, 'bad-request', 'invalid'],
    [429, 'rate-limit', 'unavailable'],
    [500, 'overloaded', 'unavailable'],
    [503, 'overloaded', 'unavailable'],
    [504, 'timeout', 'unavailable'],
    [524, 'timeout', 'unavailable'],
    [529, 'overloaded', 'unavailable'],
  ])('with status %i means %s', async (status, failure, code) => {
    expect(await failureFrom(refuses(status))).toMatchObject({
      name: 'TzurotError',
      code,
      facts: { failure, status },
      message: expect.stringContaining(`No, because of ${status}.`),
    });
  });

  it('with a page instead of a document is told without the page', async () => {
    const failure = await failureFrom(refuses(502, '<html><h1>Bad gateway</h1></html>'));
    expect(failure).toMatchObject({ code: 'unavailable', facts: { failure: 'overloaded' } });
    expect(String(failure)).not.toContain('<h1>');
  });

  it.each([
    ['a sentence', { error: 'The model is not loaded.' }, 'The model is not loaded.'],
    ['a document', { error: { message: 'The model is not loaded.', type: 'x' } }, 'The model is not loaded.'],
    ['something else', { detail: 'The model is not loaded.' }, '(500).'],
  ])('may give its reason as %s', async (_, body, words) => {
    expect(await failureFrom(refuses(500, body))).toMatchObject({ message: expect.stringContaining(words) });
  });

  it('is cut short, and never repeats the key', async () => {
    const failure = await failureFrom(
      refuses(401, { error: { message: `Incorrect API key: ${key}. ${'x'.repeat(5000)}` } }),
    );
    expect(String(failure).length).toBeLessThan(500);
    expect(String(failure)).not.toContain(key);
  });
});

describe('an answer that breaks off', () => {
  it.each([
    [
      'by an error in the stream',
      failsAfter('Always the', { code: 429, message: 'Slow down.' }),
      'rate-limit',
      'Slow down.',
    ],
    ['by an error without a number', failsAfter('Always the', { message: 'Oh.' }), 'broken', 'Oh.'],
    ['by an error that is a sentence', failsAfter('Always the', 'The model crashed.'), 'broken', 'The model crashed.'],
    ['by a finish that is none', says('Always the', { finish: 'error' }), 'broken', 'failed in the middle'],
    ['by an end as if that were all', endsAfter('Always the'), 'broken', 'broke off'],
    ['by a lost connection in the middle of a word', resetsAfter('Always the'), 'network', 'broke off'],
  ])('%s is no answer', async (_, act, failure, words) => {
    expect(await failureFrom(act)).toMatchObject({
      name: 'TzurotError',
      code: 'unavailable',
      facts: { failure },
      message: expect.stringContaining(words),
    });
  });

  const error = { code: 429, message: 'Slow down.' };
  it.each([
    ['in the stream', failsAfter('Always', error), failsAfter('', error)],
    ['at its end', says('Always', { finish: 'error' }), says('', { finish: 'error' })],
    ['at its end, after thinking', says('', { finish: 'error', reasoning: 'Hm.' }), says('', { finish: 'error' })],
  ])('says whether anything was written before it failed: %s', async (_, something, nothing) => {
    expect(await failureFrom(something)).toMatchObject({ facts: { begun: true } });
    expect(await failureFrom(nothing)).not.toMatchObject({ facts: { begun: true } });
  });

  it('was shown until there', async () => {
    const { llm } = await open(endsAfter('Always the'));
    const pieces: string[] = [];
    await expect(llm.complete(asking(), { onText: piece => pieces.push(piece) })).rejects.toThrow('broke off');
    expect(pieces).toEqual(['Always the']);
  });

  it('never repeats the key', async () => {
    const failure = await failureFrom(failsAfter('Always the', { code: 401, message: `No such key: ${key}` }));
    expect(String(failure)).not.toContain(key);
  });

  it('is one that would never end', async () => {
    expect(await failureFrom(says('Always the kettle. '.repeat(200_000), { bytesAtATime: 100_000 }))).toMatchObject({
      code: 'unavailable',
      facts: { failure: 'broken', begun: true },
      message: expect.stringContaining('larger than'),
    });
  });
});

describe('a service that takes its time', () => {
  const begun = async (act: Act, options: LlmOptions = {}) => {
    const world = await open(act);
    const failure = world.llm.complete(asking(), options).catch((error: unknown) => error);
    await world.provider.asked(1);
    return { ...world, failure };
  };

  const givenUpAfter = (time: string) => ({
    code: 'unavailable',
    facts: { failure: expect.toBeOneOf(['network', 'timeout']) },
    message: expect.stringContaining(time),
  });

  it('and never answers is given up after three minutes', async () => {
    const { clock, failure } = await begun(neverAnswers);
    await clock.advance(180_000);
    expect(await failure).toMatchObject(givenUpAfter('180 s'));
  });

  it('and says a letter now and then is given up after three minutes too', async () => {
    let heard = Promise.withResolvers<string>();
    const { clock, failure } = await begun(drips, { onText: letter => heard.resolve(letter) });
    for (let halfMinute = 0; halfMinute < 6; halfMinute++) {
      await heard.promise;
      heard = Promise.withResolvers();
      await clock.advance(30_000);
    }
    expect(await failure).toMatchObject(givenUpAfter('180 s'));
  });

  it('and falls silent is given up after a minute', async () => {
    const heard = Promise.withResolvers<string>();
    const { clock, failure } = await begun(fallsSilentAfter('Always the'), { onText: heard.resolve });
    expect(await heard.promise).toBe('Always the');
    await clock.advance(60_000);
    expect(await failure).toMatchObject(givenUpAfter('60 s'));
  });

  it('is left at once by somebody who changed their mind', async () => {
    const heard = Promise.withResolvers<string>();
    const left = Promise.withResolvers<void>();
    const stopping = new AbortController();
    const act: Act = (response, asked) => {
      response.on('close', left.resolve);
      return fallsSilentAfter('Always the')(response, asked);
    };
    const { failure } = await begun(act, { signal: stopping.signal, onText: heard.resolve });
    await heard.promise;
    const reason = new Error('Ada changed her mind.');
    stopping.abort(reason);
    expect(await failure).toBe(reason);
    await left.promise;
  });
});

it('says so when nobody is there', async () => {
  const { llm, close } = await open(says('Always.'));
  await close();
  await expect(llm.complete(asking())).rejects.toMatchObject({
    code: 'unavailable',
    facts: { failure: 'network' },
    message: expect.stringContaining('127.0.0.1'),
  });
});

it('asks once, whatever becomes of it', async () => {
  for (const act of [refuses(500), endsAfter('Always'), resetsAfter('Always'), failsAfter('Always', { code: 500 })]) {
    const { llm, provider } = await open(act);
    await expect(llm.complete(asking())).rejects.toThrow();
    expect(provider.requests).toHaveLength(1);
  }
});
