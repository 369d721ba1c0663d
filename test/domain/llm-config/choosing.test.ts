import { describe, expect, it } from 'vitest';
import { chooseModel, explainParams, resetModel, warningsOn } from '../../../src/domain/llm-config/choosing/actions.js';
import { fakeModelShelf } from '../../fakes/model-shelf.js';
import { aPersonality, aUser, anLlmConfig, anOverride, noon } from '../../support/builders.js';
import { aModel } from '../../support/models.js';
import { aWorld } from '../turn/world.js';

const lilith = aPersonality();
const ada = aUser();

async function open() {
  const world = await aWorld();
  await world.llmConfigs.create(anLlmConfig({ params: { temperature: 0.5, top_k: 3 } }));
  const models = [aModel({ supportedParameters: ['temperature'] }), aModel({ id: 'llama' })];
  return { ...world, modelShelf: fakeModelShelf({ models, at: noon }) };
}

const stored = async (world: Awaited<ReturnType<typeof open>>) =>
  Object.fromEntries(await world.settings.read({ userId: 'ada', personalityId: 'lilith' }));

describe('choosing a model', () => {
  it('takes a config by its name, and says what its model will not take', async () => {
    const world = await open();
    expect(await chooseModel(world, ada, lilith, 'creative')).toEqual({
      config: 'Creative',
      model: 'some/model',
      from: 'person-personality (config “Creative”)',
      warnings: ['top_k: some/model does not take it.'],
    });
    expect(await stored(world)).toEqual({ 'llm.config': { state: 'value', value: 'Creative' } });
  });

  it.each(['other/model', 'llama'])('takes a model by itself: %s', async id => {
    const world = await open();
    expect(await chooseModel(world, ada, lilith, id)).toMatchObject({ config: null, model: id });
    expect(await stored(world)).toEqual({ 'llm.model': { state: 'value', value: id } });
  });

  it('puts the one in place of the other', async () => {
    const world = await open();
    for (const name of ['other/model', 'Creative', 'other/model']) await chooseModel(world, ada, lilith, name);
    expect(Object.keys(await stored(world))).toEqual(['llm.model']);
    await chooseModel(world, ada, lilith, 'Creative');
    expect(Object.keys(await stored(world))).toEqual(['llm.config']);
  });

  it('refuses what is neither, with what was probably meant', async () => {
    const world = await open();
    await expect(chooseModel(world, ada, lilith, 'Craetive')).rejects.toThrow('Did you mean “Creative”?');
    await expect(chooseModel(world, ada, lilith, 'lama')).rejects.toThrow('Did you mean “llama”?');
    expect(await stored(world)).toEqual({});
  });

  it('goes back to what is inherited, also from what was imported', async () => {
    const world = await open();
    await world.users.putOverride(anOverride({ model: 'imported/model', sidecar: 'Counts.' }));
    await chooseModel(world, ada, lilith, 'Creative');
    expect(await resetModel(world, ada, lilith)).toMatchObject({ changed: true, model: null });
    expect(await world.users.override('ada', 'lilith')).toMatchObject({ model: null, sidecar: 'Counts.' });
    expect(await resetModel(world, ada, lilith)).toMatchObject({ changed: false });
  });
});

describe('what a model will not take', () => {
  it('is not known at an endpoint of one’s own', async () => {
    const world = await open();
    const own = { ...world, operator: { hasEndpoint: true, keyOf: () => null } };
    const wish = { model: 'some/model', params: { top_k: 3 } };
    const place = { userId: 'ada', provider: null };
    expect(await warningsOn(own, place, wish)).toEqual([]);
    expect(await warningsOn(world, place, wish)).toEqual(['top_k: some/model does not take it.']);
  });

  it('is shown beside what is sent, each with who set it', async () => {
    const world = await open();
    await chooseModel(world, ada, lilith, 'Creative');
    const from = 'person-personality (config “Creative”)';
    expect(await explainParams(world, { user: ada, personality: lilith })).toMatchObject({
      model: { value: 'some/model' },
      maxTokens: { value: 1024, from: 'default' },
      params: [{ name: 'temperature', value: 0.5, from }],
      unsent: [{ name: 'top_k', value: 3, from, note: 'some/model does not take it.' }],
    });
  });
});
