import { describe, expect, it } from 'vitest';
import { why } from '../../../src/domain/trace/actions.js';
import type { Model } from '../../../src/domain/catalogue/model.js';
import { choose } from '../../../src/domain/settings/actions.js';
import type { SettingKey } from '../../../src/domain/settings/setting.js';
import { termsOf } from '../../../src/domain/turn/gathering/actions.js';
import type { Settled } from '../../../src/domain/turn/context.js';
import { fakeModelShelf } from '../../fakes/model-shelf.js';
import { aMemory, aPersonality, aUser, anIncoming, anLlmConfig, noon } from '../../support/builders.js';
import { aModel } from '../../support/models.js';
import { aWorld, say } from './world.js';

type Wanted = {
  readonly model?: Partial<Model>;
  readonly llm?: Partial<ReturnType<typeof aPersonality>['llm']>;
  readonly settings?: Partial<Record<SettingKey, unknown>>;
};

async function open({ model = {}, llm = {}, settings = {} }: Wanted = {}) {
  const file = Object.entries(settings).map(([key, value]) => [key, { state: 'value', value }] as const);
  const world = await aWorld({ settings: Object.fromEntries(file) });
  const lilith = aPersonality();
  const personality = { ...lilith, llm: { ...lilith.llm, model: 'some/model', ...llm } };
  await world.personalities.update(personality);
  const modelShelf = fakeModelShelf({ models: [aModel(model)], at: noon });
  return { ...world, modelShelf, personality };
}

async function settled(wanted: Wanted = {}): Promise<Settled> {
  const { personality, ...world } = await open(wanted);
  return (await termsOf(world, { message: anIncoming(), personality })).settings;
}

describe('how much is read at once', () => {
  it('is no more than the model reads', async () => {
    expect(await settled({ model: { contextTokens: 8000 } })).toMatchObject({
      contextTokens: 8000,
      contextFrom: 'model',
    });
    const settings = { 'llm.contextTokens': 100_000 };
    expect(await settled({ model: { contextTokens: 8000 }, settings })).toMatchObject({ contextTokens: 8000 });
  });

  it('is 32000 tokens where the model reads more and nobody said anything', async () => {
    const model = { contextTokens: 1_000_000 };
    expect(await settled({ model })).toMatchObject({ contextTokens: 32_000, contextFrom: 'default' });
    const said = { contextTokens: 100_000, contextFrom: 'file' };
    expect(await settled({ model, settings: { 'llm.contextTokens': 100_000 } })).toMatchObject(said);
  });

  it('is not less because the model thinks', async () => {
    const params = { reasoning: { max_tokens: 32_000 } };
    const reasoning = { efforts: null, defaultEffort: null, isMandatory: false, takesMaxTokens: true };
    const model = { contextTokens: 200_000, supportedParameters: ['reasoning'], reasoning };
    const { contextTokens, maxTokens } = await settled({ model, llm: { params } });
    expect(maxTokens).toMatchObject({ value: 33_024, from: 'derived' });
    expect(contextTokens).toBe(64_000);
  });
});

describe('what a turn holds itself to', () => {
  it('is how much of a message’s references it looks at', async () => {
    expect((await settled()).limits).toEqual({ messages: 20, mentions: 10, channels: 5, roles: 5, turns: 3 });
    const limits = { referencedMessages: 1, mentions: 2, channels: 3, roles: 4, recallTurns: 0 };
    const own = { messages: 1, mentions: 2, channels: 3, roles: 4, turns: 0 };
    expect((await settled({ llm: { limits } })).limits).toEqual(own);
  });

  it('is the model that steps in, and who says so', async () => {
    expect((await settled()).fallback).toBeNull();
    const fallback = { id: 'calm/model', from: 'personality' };
    expect((await settled({ llm: { fallbackModel: 'calm/model' } })).fallback).toEqual(fallback);
  });
});

describe('a parameter', () => {
  it('that the model does not take is not sent, and the trace says so', async () => {
    const params = { temperature: 0.5, top_k: 4 };
    const world = await open({ model: { supportedParameters: ['temperature'] }, llm: { params } });
    const { reference } = await say(world);
    expect(world.llm.requests[0]?.params).toEqual({ temperature: 0.5, max_tokens: 1024 });
    const trace = await why(world, aUser(), reference);
    expect(trace.params).toContainEqual({ name: 'temperature', value: 0.5, from: 'personality' });
    const note = 'some/model does not take it.';
    expect(trace.params).toContainEqual({ name: 'top_k', value: 4, from: 'personality', note, dropped: true });
  });

  it('of a chosen config is sent, and the trace names the config', async () => {
    const world = await open();
    await world.llmConfigs.create(anLlmConfig({ model: 'wild/model', params: { temperature: 1.5 } }));
    await choose(world, { userId: 'ada', personalityId: 'lilith' }, 'llm.config', 'Creative');
    const { reference } = await say(world);
    expect(world.llm.requests[0]).toMatchObject({ model: 'wild/model', params: { temperature: 1.5 } });
    const from = 'person-personality (config “Creative”)';
    const trace = await why(world, aUser(), reference);
    expect(trace.params).toContainEqual({ name: 'model', value: 'wild/model', from });
    expect(trace.params).toContainEqual({ name: 'temperature', value: 1.5, from });
  });
});

describe('a short message', () => {
  const recalled = async (turns: number) => {
    const world = await open({ settings: { 'recall.turns': turns } });
    await world.memories.add(aMemory({ text: 'The lantern is in the harbour.' }));
    await say(world, { id: 'long', text: 'Tell me something about the lantern.' });
    const { made } = await say(world, { id: 'short', text: 'And where?' });
    return made?.memories.map(({ memory }) => memory.text);
  };

  it('brings to mind what belongs to the lines before it', async () => {
    expect(await recalled(1)).toContain('The lantern is in the harbour.');
  });

  it('stands for itself where that is wanted', async () => {
    expect(await recalled(0)).toEqual([]);
  });
});
