import { describe, expect, it } from 'vitest';
import { openAiEmbedder } from '../../../src/adapters/openai/embedder.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import type { EmbedOptions } from '../../../src/ports/embedder.js';
import { embedderContract } from '../../contracts/embedder.js';
import { neverAnswers, refuses, resetsAfter, withHeaders, writes, type Act } from '../../fakes/provider.js';
import { key, open, openPlain, transcript } from './world.js';

const model = 'some/embedder';

const at = ({ machine, endpoint }: Awaited<ReturnType<typeof open>>, dimensions = 3) =>
  openAiEmbedder(machine, { provider: endpoint.provider, url: endpoint.url, model, dimensions });

const options: EmbedOptions = { key: new Secret(key), routing: null };

/** As a service would: each text has a vector of its own, whatever else is asked with it. */
const embeds =
  (form: 'float' | 'base64'): Act =>
  (response, asked) => {
    const { input } = JSON.parse(asked.body);
    const vectors = input.map((text: string) => [Math.sin(text.length), Math.cos(text.codePointAt(0) ?? 0), 0.5]);
    const data = vectors.map((vector: number[], index: number) => ({
      index,
      embedding: form === 'float' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64'),
    }));
    return writes({ data: data.toReversed(), usage: { prompt_tokens: 12, cost: 0.0000002 } })(response, asked);
  };

describe.each([
  ['openrouter', open, 'base64' as const],
  ['openai-compatible', openPlain, 'float' as const],
])('%s', (provider, opening, form) => {
  embedderContract(async () => {
    const [answering, failing, silent] = [
      await opening(embeds(form)),
      await opening(refuses(429)),
      await opening(neverAnswers),
    ];
    return {
      embedder: at(answering),
      asked: () => answering.provider.requests.length,
      failing: { embedder: at(failing), asked: () => failing.provider.requests.length },
      silent: at(silent),
      options,
    };
  });

  it('is asked with the key for the texts in a form that it knows', async () => {
    const world = await opening(embeds(form));
    const embedder = at(world);
    const routing = { dataCollection: 'deny', maxPrice: null } as const;
    const { spent } = await embedder.embed(['tea', 'cat'], { ...options, routing });
    expect(embedder.space).toBe(`${provider}/some/embedder@3`);
    expect(world.provider.requests).toMatchObject([
      { path: '/v1/embeddings', headers: { authorization: `Bearer ${key}` } },
    ]);
    expect(JSON.parse(world.provider.requests[0]?.body ?? '')).toEqual({
      model,
      input: ['tea', 'cat'],
      encoding_format: form,
      ...(provider === 'openrouter' && { provider: { data_collection: 'deny' } }),
    });
    expect(spent).toMatchObject({ tokensIn: 12, tokensOut: 0, costNanoUsd: 200, estimated: false });
  });
});

describe('vectors', () => {
  const from = async (act: Act, texts = ['tea', 'cat']) => {
    const world = await open(act);
    const came = await at(world)
      .embed(texts, options)
      .catch((error: unknown) => error);
    expect(world.provider.requests).toHaveLength(1);
    return came;
  };

  it('come in any form and order, and have an id to ask by', async () => {
    const document: object = JSON.parse(transcript('openrouter/embeddings.json'));
    expect(await from(writes(document))).toMatchObject({
      vectors: [Float32Array.from([1, 0, 0]), Float32Array.from([0, 0.6, 0.8])],
      generationId: 'gen-emb-1',
      spent: { tokensIn: 9, costNanoUsd: 180, costText: '1.8e-7' },
    });
    expect(await from(withHeaders({ 'x-generation-id': `gen-${key}` }, writes(document)))).toMatchObject({
      generationId: 'gen-[key]',
    });
  });

  it('are in order where they have no numbers, with an estimate where nothing is said', async () => {
    expect(await from(writes({ data: [{ embedding: [2, 0, 0] }, { embedding: [0, 0, 9] }] }))).toMatchObject({
      vectors: [Float32Array.from([1, 0, 0]), Float32Array.from([0, 0, 1])],
      generationId: null,
      spent: { estimated: true, tokensOut: 0 },
    });
  });

  const two = (first: unknown, second: unknown = [0, 0, 1], indexes = [0, 1]) =>
    writes({
      data: [
        { index: indexes[0], embedding: first },
        { index: indexes[1], embedding: second },
      ],
    });
  const notANumber = Buffer.from(Float32Array.from([1, Number.NaN, 0]).buffer).toString('base64');

  it.each([
    ['too few', writes({ data: [{ embedding: [1, 0, 0] }] })],
    ['none', writes({ data: [] })],
    ['one twice', two([1, 0, 0], [0, 1, 0], [0, 0])],
    ['with a number that is none', two(notANumber)],
    ['with words', two(['one', 0, 0])],
    ['that point nowhere', two([0, 0, 0])],
    ['without an end', two([1e300, 1e300, 1e300])],
    ['in a page', writes('<html></html>')],
  ])('are refused when they are %s', async (_, act) => {
    expect(await from(act)).toMatchObject({ name: 'TzurotError', facts: { failure: 'broken' } });
  });

  it('are refused when they are of another space', async () => {
    expect(await from(two([1, 0], [0, 1]))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('2 dimensions, and not with the 3'),
    });
  });

  it.each([
    ['a refusal', refuses(402), 'out-of-credit'],
    ['a failure that looks well', writes({ error: { code: 429, message: `Slow down, ${key}.` } }), 'rate-limit'],
    ['a connection that is lost', resetsAfter(''), 'network'],
    ['a prompt that is too long', refuses(400, { error: { message: 'maximum context length' } }), 'too-long'],
  ])('are not there after %s', async (_, act, failure) => {
    const came = await from(act);
    expect(came).toMatchObject({ name: 'TzurotError', facts: { failure } });
    expect(String(came)).not.toContain(key);
  });

  it('are given up after a minute', async () => {
    const world = await open(neverAnswers);
    const came = at(world)
      .embed(['tea'], options)
      .catch((error: unknown) => error);
    await world.provider.asked(1);
    await world.clock.advance(60_000);
    expect(await came).toMatchObject({ facts: { failure: 'timeout' } });
  });
});
