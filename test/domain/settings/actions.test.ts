import { describe, expect, it } from 'vitest';
import {
  choose,
  explain,
  modelOf,
  settle,
  unchoose,
  type OperatorSettings,
} from '../../../src/domain/settings/actions.js';
import { settingKeys, type Saying, type SettingKey } from '../../../src/domain/settings/setting.js';
import { people, speakers } from '../../contracts/stores.js';
import { fakeStores } from '../../fakes/stores.js';
import { aPersonality, aUser } from '../../support/builders.js';

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
