import { describe, expect, it } from 'vitest';
import {
  choose,
  explain,
  holding,
  modelOf,
  settle,
  unchoose,
  type OperatorSettings,
} from '../../../src/domain/settings/actions.js';
import { settingKeys, type Saying, type SettingKey } from '../../../src/domain/settings/setting.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeStores } from '../../fakes/stores.js';
import { aPersonality, aUser, anLlmConfig, anOverride } from '../../support/builders.js';

const everywhere = { userId: 'ada', personalityId: null };
const withLilith = { userId: 'ada', personalityId: 'lilith' };
const valued = (value: unknown): Saying => ({ state: 'value', value });

type Operator = Partial<Record<SettingKey, Saying>>;

async function open({ environment = {}, file = {} }: { environment?: Operator; file?: Operator } = {}) {
  const stores = fakeStores();
  for (const seed of [people, speakers]) await seed(stores);
  return { ...stores, operatorSettings: { environment: said(environment), file: said(file) } };
}

const said = (sayings: Operator): OperatorSettings['file'] =>
  new Map(settingKeys.flatMap(key => (sayings[key] === undefined ? [] : [[key, sayings[key]]])));

const limited = (limits: object) => {
  const lilith = aPersonality();
  return { ...lilith, llm: { ...lilith.llm, limits } };
};

describe('what holds for a person with a personality', () => {
  it('is what they chose for this personality, rather than everywhere', async () => {
    const ports = await open();
    await choose(ports, everywhere, 'history.messages', '10');
    await choose(ports, withLilith, 'history.messages', '20');
    const subject = { user: aUser(), personality: aPersonality() };
    expect(await explain(ports, 'history.messages', subject)).toMatchObject({ value: 20, from: 'person-personality' });
    const luna = { ...subject, personality: aPersonality({ id: 'luna' }) };
    expect(await explain(ports, 'history.messages', luna)).toMatchObject({ value: 10, from: 'person' });
  });

  it('is not what somebody else chose', async () => {
    const ports = await open();
    await choose(ports, everywhere, 'history.messages', '10');
    const bob = { user: aUser({ id: 'bob' }), personality: aPersonality() };
    expect(await explain(ports, 'history.messages', bob)).toMatchObject({ value: 50, from: 'default' });
  });

  it('is what the personality brings, before what the operator says', async () => {
    const ports = await open({ file: { 'history.messages': valued(7), 'recall.memories': valued(8) } });
    const personality = limited({ historyMessages: 5, memoryMax: 6 });
    expect(await explain(ports, 'history.messages', { personality })).toMatchObject({ value: 5, from: 'personality' });
    expect(await explain(ports, 'recall.memories', { personality })).toMatchObject({ value: 6, from: 'personality' });
  });

  it('takes no memories for off, not for the default', async () => {
    const settled = await explain(await open(), 'recall.memories', { personality: limited({ memoryMax: 0 }) });
    expect(settled).toMatchObject({ state: 'off', from: 'personality' });
  });

  it('is the default where the personality says nothing', async () => {
    const settled = await explain(await open(), 'recall.memories', { personality: limited({}) });
    expect(settled).toMatchObject({ value: 10, from: 'default' });
  });

  it('is memory off with a personality that is stateless', async () => {
    const settled = await explain(await open(), 'memory', { personality: aPersonality({ isStateless: true }) });
    expect(settled).toMatchObject({ state: 'off', from: 'personality' });
  });

  it('is their own time zone before that of the home', async () => {
    const ports = await open({ file: { timezone: valued('Europe/Berlin') } });
    const tokyo = { user: aUser({ timezone: 'Asia/Tokyo' }) };
    expect(await explain(ports, 'timezone', tokyo)).toMatchObject({ value: 'Asia/Tokyo', from: 'person' });
    expect(await explain(ports, 'timezone', { user: aUser() })).toMatchObject({ value: 'Europe/Berlin', from: 'file' });
  });

  it('is settled for everything at once', async () => {
    const ports = await open({ environment: { 'llm.model': valued('some/model') } });
    await choose(ports, everywhere, 'memory', 'off');
    const settled = await settle(ports, { user: aUser(), personality: aPersonality() });
    expect(settled.get('memory')).toMatchObject({ state: 'off', from: 'person' });
    expect(settled.get('llm.model')).toMatchObject({ value: 'some/model', from: 'environment' });
    expect(settled.get('history.messages')).toMatchObject({ value: 50, from: 'default' });
  });
});

describe('a choice', () => {
  it('is kept until it is taken back', async () => {
    const ports = await open();
    await choose(ports, withLilith, 'memory', 'off');
    expect(await unchoose(ports, withLilith, 'memory')).toBe(true);
    expect(await unchoose(ports, withLilith, 'memory')).toBe(false);
    expect(await explain(ports, 'memory', { user: aUser(), personality: aPersonality() })).toMatchObject({
      from: 'default',
    });
  });

  it('to turn something on again is not the same as to take the choice back', async () => {
    const ports = await open({ file: { memory: { state: 'off' } } });
    await choose(ports, everywhere, 'memory', 'on');
    expect(await explain(ports, 'memory', { user: aUser() })).toMatchObject({ state: 'value', from: 'person' });
    await unchoose(ports, everywhere, 'memory');
    expect(await explain(ports, 'memory', { user: aUser() })).toMatchObject({ state: 'off', from: 'file' });
  });

  it.each(['log.level', 'owner', 'llm.url', 'timezone'])('is not made of %s', async key => {
    const ports = await open();
    await expect(choose(ports, everywhere, key, 'x')).rejects.toMatchObject({
      code: 'invalid',
      try: expect.any(String),
    });
    await expect(unchoose(ports, everywhere, key)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('that will not do changes nothing', async () => {
    const ports = await open();
    await choose(ports, everywhere, 'history.messages', '10');
    await expect(choose(ports, everywhere, 'history.messages', 'many')).rejects.toMatchObject({ code: 'invalid' });
    expect(await explain(ports, 'history.messages', { user: aUser() })).toMatchObject({ value: 10 });
  });
});

describe('the model for everybody', () => {
  it('is what the environment says, else the file, else none', async () => {
    const both = await open({ environment: { 'llm.model': valued('a') }, file: { 'llm.model': valued('b') } });
    expect(modelOf(both)).toBe('a');
    expect(modelOf(await open({ file: { 'llm.model': valued('b') } }))).toBe('b');
    expect(modelOf(await open())).toBeNull();
  });
});

describe('a config of a model', () => {
  const subject = { user: aUser(), personality: aPersonality() };
  const everybodys = (fields = {}) => anLlmConfig({ id: 'shared', ownerId: null, name: 'Everyday', ...fields });

  it('says the model, and what steps in, where it is chosen', async () => {
    const ports = await open();
    await ports.llmConfigs.create(anLlmConfig({ model: 'wild/model', fallbackModel: 'calm/model' }));
    await choose(ports, withLilith, 'llm.config', 'creative');
    const whose = { from: 'person-personality', config: 'Creative' };
    expect(await explain(ports, 'llm.model', subject)).toMatchObject({ value: 'wild/model', ...whose });
    expect(await explain(ports, 'llm.fallback', subject)).toMatchObject({ value: 'calm/model', ...whose });
    expect(await explain(ports, 'llm.config', subject)).toMatchObject({ value: 'Creative', config: null });
  });

  it('comes after a model that was chosen by itself in the same place', async () => {
    const ports = await open();
    await ports.llmConfigs.create(anLlmConfig());
    await choose(ports, withLilith, 'llm.config', 'Creative');
    await choose(ports, withLilith, 'llm.model', 'by/itself');
    expect(await explain(ports, 'llm.model', subject)).toMatchObject({ value: 'by/itself', config: null });
  });

  it('counts from person and personality over person and personality’s own to everybody’s', async () => {
    const ports = await open({ file: { 'llm.config': valued('Everyday') } });
    await ports.llmConfigs.create(everybodys({ model: 'everybodys/model', fallbackModel: 'everybodys/fallback' }));
    await ports.llmConfigs.create(anLlmConfig({ id: 'hers', name: 'Hers', model: 'her/model' }));
    await ports.llmConfigs.create(anLlmConfig({ model: 'wild/model' }));
    const plain = aPersonality();
    const personality = { ...plain, llm: { ...plain.llm, model: 'own/model' } };
    const model = async () => (await explain(ports, 'llm.model', { ...subject, personality })).value;
    expect((await explain(ports, 'llm.model', subject)).value).toBe('everybodys/model');
    expect(await model()).toBe('own/model');
    await choose(ports, everywhere, 'llm.config', 'Hers');
    expect(await model()).toBe('her/model');
    await ports.users.putOverride(anOverride({ model: 'imported/model' }));
    expect(await model()).toBe('imported/model');
    await choose(ports, withLilith, 'llm.config', 'Creative');
    expect(await model()).toBe('wild/model');
    expect((await explain(ports, 'llm.fallback', { ...subject, personality })).value).toBe('everybodys/fallback');
  });

  it('sets each parameter that no nearer one sets', async () => {
    const ports = await open({ file: { 'llm.config': valued('Everyday') } });
    await ports.llmConfigs.create(everybodys({ params: { temperature: 0, top_p: 0, seed: 0, top_k: 0, min_p: 0 } }));
    await ports.llmConfigs.create(
      anLlmConfig({ id: 'hers', name: 'Hers', params: { temperature: 0.2, top_p: 0.2, seed: 2 } }),
    );
    await ports.llmConfigs.create(anLlmConfig({ params: { temperature: 0.4 } }));
    await choose(ports, withLilith, 'llm.config', 'Creative');
    await choose(ports, everywhere, 'llm.config', 'Hers');
    await ports.users.putOverride(anOverride({ params: { temperature: 0.3, top_p: 0.3 } }));
    const plain = aPersonality();
    const personality = { ...plain, llm: { ...plain.llm, params: { temperature: 0.1, seed: 1, top_k: 1 } } };
    const { params } = await holding(ports, { ...subject, personality });
    expect(params.params).toEqual({ temperature: 0.4, top_p: 0.3, seed: 2, top_k: 1, min_p: 0 });
    expect(Object.fromEntries(params.from)).toEqual({
      temperature: 'person-personality (config “Creative”)',
      top_p: 'person-personality',
      seed: 'person (config “Hers”)',
      top_k: 'personality',
      min_p: 'file (config “Everyday”)',
    });
  });

  it('says where its model runs', async () => {
    const ports = await open();
    await ports.llmConfigs.create(anLlmConfig({ provider: 'openrouter' }));
    expect((await holding(ports, subject)).provider).toBeNull();
    await choose(ports, withLilith, 'llm.config', 'Creative');
    expect((await holding(ports, subject)).provider).toBe('openrouter');
    await choose(ports, withLilith, 'llm.model', 'by/itself');
    expect((await holding(ports, subject)).provider).toBeNull();
  });

  it('is one’s own rather than everybody’s of the same name, and never somebody else’s', async () => {
    const ports = await open({ file: { 'llm.config': valued('Creative') } });
    await ports.llmConfigs.create(everybodys({ name: 'Creative', model: 'everybodys/model' }));
    await ports.llmConfigs.create(anLlmConfig({ model: 'her/model' }));
    expect((await explain(ports, 'llm.model', subject)).value).toBe('everybodys/model');
    await choose(ports, everywhere, 'llm.config', 'CREATIVE');
    expect((await explain(ports, 'llm.model', subject)).value).toBe('her/model');
    await choose(ports, { userId: 'bob', personalityId: null }, 'llm.config', 'Creative');
    expect((await explain(ports, 'llm.model', { user: aUser({ id: 'bob' }) })).value).toBe('everybodys/model');
  });

  it('cannot be chosen where there is none of the name', async () => {
    const ports = await open();
    await ports.llmConfigs.create(anLlmConfig({ ownerId: 'bob' }));
    await expect(choose(ports, everywhere, 'llm.config', 'Creative')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('says nothing any more once it is gone', async () => {
    const ports = await open({ file: { 'llm.config': valued('Gone') } });
    await ports.llmConfigs.create(anLlmConfig());
    await choose(ports, everywhere, 'llm.config', 'Creative');
    await ports.llmConfigs.remove('creative');
    expect(await explain(ports, 'llm.model', subject)).toMatchObject({ value: null, from: 'default' });
    expect(await explain(ports, 'llm.config', subject)).toMatchObject({ from: 'file' });
  });
});

describe('how much is looked at', () => {
  it.each([
    ['recall.turns', 'recallTurns', 0, 3],
    ['references.messages', 'referencedMessages', 50, 20],
    ['references.mentions', 'mentions', 1, 10],
    ['references.channels', 'channels', 20, 5],
    ['references.roles', 'roles', 1, 5],
  ])('%s is what the personality says, and null is nothing said', async (key, limit, own, otherwise) => {
    const ports = await open();
    const its = await explain(ports, key, { personality: limited({ [limit]: own }) });
    expect(its).toMatchObject({ value: own, from: 'personality' });
    for (const limits of [{}, { [limit]: null }])
      expect(await explain(ports, key, { personality: limited(limits) })).toMatchObject({
        value: otherwise,
        from: 'default',
      });
  });
});
