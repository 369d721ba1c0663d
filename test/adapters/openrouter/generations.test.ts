import { describe, expect, it } from 'vitest';
import { openRouterGenerations } from '../../../src/adapters/openrouter/generations.js';
import type { Spent } from '../../../src/domain/usage/usage.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { generationsContract } from '../../contracts/generations.js';
import { fakeEgress, type Arrival } from '../../fakes/egress.js';
import { neverAnswers, refuses, type Act } from '../../fakes/provider.js';
import { answers, breaksOff, goesOn, openService } from './service.js';

const key = new Secret('sk-or-v1-0123456789abcdef0123456789abcdef');

const open = async (...script: readonly Act[]) => {
  const service = await openService(...script);
  return { ...service, generations: openRouterGenerations(service.egress, service.provider.url) };
};

const spelled = (spent: Spent) => ({
  total_cost: spent.costText,
  native_tokens_prompt: spent.tokensIn,
  native_tokens_completion: spent.tokensOut,
  native_tokens_cached: spent.tokensCached,
  native_tokens_reasoning: spent.tokensReasoning,
  is_byok: false,
});

const base = 'http://127.0.0.1:4000/v1';

/** A service that looks requests up as the real one does, by what stands in the address. */
const knowing = (known: Readonly<Record<string, Spent>>) => {
  const answer = ({ url }: Arrival) => {
    const id = new URL(url).searchParams.get('id') ?? '';
    const spent = Object.hasOwn(known, id) ? known[id] : undefined;
    return spent === undefined ? { status: 404 } : { body: JSON.stringify({ data: spelled(spent) }) };
  };
  const anyPath = new Proxy({}, { get: () => answer });
  return openRouterGenerations(fakeEgress(anyPath), base);
};

generationsContract({
  knowing,
  refusing: async () => (await open(refuses(401))).generations,
  failing: async () => (await open(refuses(500))).generations,
});

describe('the question', () => {
  it('goes with the key to the one request, whatever its id is made of', async () => {
    const { generations, provider } = await open(answers({ data: { total_cost: 0.5 } }));
    expect(await generations.find('openrouter', 'gen-1&x=/../é', key)).toMatchObject({ costNanoUsd: 500_000_000 });
    expect(provider.requests).toMatchObject([
      {
        method: 'GET',
        path: '/v1/generation?id=gen-1%26x%3D%2F..%2F%C3%A9',
        headers: { authorization: `Bearer ${key.reveal()}` },
      },
    ]);
  });

  it('is not asked for what another provider did', async () => {
    const { generations, provider } = await open(neverAnswers);
    expect(await generations.find('openai-compatible', 'gen-1', key)).toBeUndefined();
    expect(provider.requests).toEqual([]);
  });
});

describe('a service', () => {
  it('that does not know the request yet says nothing', async () => {
    const { generations } = await open(refuses(404));
    expect(await generations.find('openrouter', 'gen-1', key)).toBeUndefined();
  });

  it.each([
    ['that does not take the key', refuses(401), 'denied'],
    ['that does not let the key ask', refuses(403), 'denied'],
    ['that is asked too often', refuses(429), 'unavailable'],
    ['that has trouble', refuses(500), 'unavailable'],
    ['that answers with a page', answers('<html></html>'), 'unavailable'],
    ['that answers with half a document', answers('{"data":{"total_cost":'), 'unavailable'],
    ['that breaks off', breaksOff('{"data":'), 'unavailable'],
    ['that sends a hundred megabytes', goesOn(100), 'unavailable'],
  ])('%s is told apart', async (_, act, code) => {
    const { generations } = await open(act);
    const error = await generations.find('openrouter', 'gen-1', key).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TzurotError', code });
    expect(JSON.stringify(error) + String(error)).not.toContain(key.reveal());
  });

  it('that does not answer is given up after ten seconds', async () => {
    const { generations, provider, clock } = await open(neverAnswers);
    const failure = generations.find('openrouter', 'gen-1', key).catch((error: unknown) => error);
    await provider.asked(1);
    await clock.advance(10_000);
    expect(await failure).toMatchObject({ code: 'unavailable', message: expect.stringContaining('10 s') });
  });
});
