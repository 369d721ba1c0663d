import { describe, expect, it } from 'vitest';
import { openRouterModels } from '../../../src/adapters/openrouter/models.js';
import type { Model } from '../../../src/domain/catalogue/model.js';
import { modelSourceContract } from '../../contracts/model-source.js';
import { neverAnswers, refuses, type Act } from '../../fakes/provider.js';
import { aModel, somePrices } from '../../support/models.js';
import { answers, breaksOff, goesOn, openService } from './service.js';

const open = async (...script: readonly Act[]) => {
  const service = await openService(...script);
  return { ...service, source: openRouterModels(service.egress, service.provider.url) };
};

/** A model as OpenRouter would spell it. */
const spelled = ({ id, name, canonicalSlug, prices }: Model) => ({
  id,
  name,
  canonical_slug: canonicalSlug,
  architecture: { input_modalities: [], output_modalities: ['text'] },
  pricing: prices === null ? undefined : { prompt: prices.prompt, completion: prices.completion },
});

modelSourceContract(
  {
    listing: async models => (await open(answers({ data: models.map(spelled) }))).source,
    async failing() {
      const { source, provider } = await open(refuses(503));
      return { source, asked: () => provider.requests.length };
    },
  },
  [
    aModel({ id: 'maker/thinker', canonicalSlug: 'maker/thinker-2026' }),
    aModel({ id: 'maker/thinker:free', prices: somePrices({ prompt: '0', completion: '0' }) }),
    aModel({ id: 'maker/router', prices: null }),
  ],
);

const one = { data: [{ id: 'maker/thinker', name: 'Thinker' }] };

describe('the question', () => {
  it('goes to the list of models, and carries no key', async () => {
    const { source, provider } = await open(answers(one));
    await source.all();
    expect(provider.requests).toMatchObject([{ method: 'GET', path: '/v1/models', body: '' }]);
    expect(provider.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('finds its way when the address ends in a slash', async () => {
    const { egress, provider } = await open(answers(one));
    await openRouterModels(egress, `${provider.url}//`).all();
    expect(provider.requests).toMatchObject([{ path: '/v1/models' }]);
  });

  it('is dropped by a program that ends', async () => {
    const { egress, provider } = await open(neverAnswers);
    const leaving = new AbortController();
    const asked = openRouterModels(egress, provider.url, leaving.signal).all();
    await provider.asked(1);
    const reason = new Error('It ends.');
    leaving.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});

describe('a service', () => {
  it.each([
    ['that has trouble', refuses(500)],
    ['that refuses', refuses(401)],
    ['that answers with a page', answers('<html><h1>Maintenance</h1></html>')],
    ['that answers with half a document', answers('{"data":[{"id":"maker/thinker","name":')],
    ['that answers with something else', answers({ models: [] })],
    ['that answers with a list of nothing that is a model', answers({ data: [null, 7, 'text', {}, []] })],
    ['that breaks off', breaksOff('{"data":[{"id":"maker/thinker"}')],
    ['that sends a hundred megabytes', goesOn(100)],
  ])('%s is called unavailable', async (_, act) => {
    const { source } = await open(act);
    await expect(source.all()).rejects.toMatchObject({ name: 'TzurotError', code: 'unavailable' });
  });

  it('that does not answer is given up after five seconds', async () => {
    const { source, provider, clock } = await open(neverAnswers);
    const failure = source.all().catch((error: unknown) => error);
    await provider.asked(1);
    await clock.advance(5_000);
    expect(await failure).toMatchObject({ code: 'unavailable', message: expect.stringContaining('5 s') });
  });
});
