import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeHome } from '../../src/app/home.js';
import { openApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { neverAnswers, refuses, type Act } from '../fakes/provider.js';
import { aFolder } from '../adapters/files/folder.js';
import { answers, openService } from '../adapters/openrouter/service.js';

const list = { data: [{ id: 'maker/thinker', pricing: { prompt: '0.000001', completion: '0.000002' } }] };

async function aHome(...script: readonly Act[]) {
  const { provider } = await openService(...script);
  const home = join(aFolder(), 'home');
  const config = readConfig({ home }, { TZUROT_OPENROUTER_URL: provider.url });
  await makeHome(config);
  return { provider, config };
}

it('the models are fetched into the home, and are there the next time without a question', async () => {
  const { provider, config } = await aHome(answers(list));
  {
    await using app = await openApp(config);
    expect(await app.catalogue.models()).toMatchObject({ from: 'live', models: [{ id: 'maker/thinker' }] });
  }
  await using app = await openApp(config);
  expect(await app.catalogue.models()).toMatchObject({ from: 'kept', isStale: false });
  expect(await app.catalogue.priceOf('openrouter', 'maker/thinker')).toMatchObject({ prompt: '0.000001' });
  expect(provider.requests).toHaveLength(1);
  expect(JSON.parse(readFileSync(join(config.paths.cache, 'models.json'), 'utf8'))).toHaveProperty('at');
});

it('a price is known while the service is down, and the failure is remembered by the next process', async () => {
  const { provider, config } = await aHome(refuses(500));
  {
    await using app = await openApp(config);
    expect(await app.catalogue.models()).toMatchObject({ from: 'shipped', isStale: true });
  }
  await using app = await openApp(config);
  expect(await app.catalogue.priceOf('openrouter', 'openai/gpt-4o-mini')).toMatchObject({ prompt: '0.00000015' });
  expect(await app.catalogue.models()).toMatchObject({ from: 'shipped' });
  expect(provider.requests).toHaveLength(1);
});

it('a program that ends does not wait for a list that is on its way, and holds nothing against the service', async () => {
  const { provider, config } = await aHome(neverAnswers);
  {
    await using app = await openApp(config);
    expect(await app.catalogue.modelOf('openrouter', 'openai/gpt-4o-mini')).toMatchObject({ contextTokens: 128_000 });
    await provider.asked(1);
  }
  expect(readdirSync(config.paths.home)).not.toContain('cache');
});

it('a local model is priced without a list', async () => {
  const { provider, config } = await aHome(neverAnswers);
  await using app = await openApp(config);
  expect(await app.catalogue.priceOf('built-in', 'demo')).toMatchObject({ prompt: '0', completion: '0' });
  expect(provider.requests).toEqual([]);
});
