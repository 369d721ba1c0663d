import { describe, expect, it } from 'vitest';
import { freePrices } from '../../../src/domain/catalogue/model.js';
import { TzurotError } from '../../../src/domain/errors.js';
import { microsPerDay } from '../../../src/domain/time.js';
import type { Incoming } from '../../../src/domain/turn/incoming.js';
import { hear } from '../../../src/domain/turn/actions.js';
import { storeKey } from '../../../src/domain/wallet/keys/actions.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import type { LlmRequest } from '../../../src/ports/llm.js';
import type { Seed } from '../../contracts/stores.js';
import { fakeGenerations } from '../../fakes/generations.js';
import { fakeLlm, type Scripted } from '../../fakes/llm.js';
import { fakeModelShelf } from '../../fakes/model-shelf.js';
import {
  aDraft,
  anAccount,
  anIncoming,
  anLlmFailure,
  anOverride,
  aSpent,
  aUser,
  aVenue,
  noon,
} from '../../support/builders.js';
import { aModel, somePrices } from '../../support/models.js';
import { aWorld, refusal, say, sayInVain, type World } from './world.js';

const bobs = 'sk-or-v1-of-bob-0123456789';
const bob = { userId: 'bob', accountId: 'bob', name: 'bob', kind: 'person' } as const;
const inTheHall: Partial<Incoming> = { text: '@lilith hello', venue: aVenue({ kind: 'guild' }) };

/** Lilith speaks with everybody. */
const everybodys: Seed = async ({ personalities }) => {
  const lilith = await personalities.find('lilith');
  if (lilith !== undefined) await personalities.update({ ...lilith, isPublic: true });
};

const aWorldOfStrangers = (wanted: Parameters<typeof aWorld>[0] = {}) =>
  aWorld({ ...wanted, seeds: [everybodys, ...(wanted.seeds ?? [])] });

const withKey = (world: World, name: string, key: string) =>
  storeKey(world, aUser({ id: name }), 'openrouter', new Secret(key), { verify: false });

const keysOf = (requests: readonly LlmRequest[]) => requests.map(({ key }) => key?.reveal() ?? null);
const stateOf = async (world: World, name: string) => (await world.keyStore.find(name, 'openrouter'))?.state;

/** Says something as bob, and lets the pauses pass that are made on the way. */
async function sayAsBob(world: World, id = 'hello', fields = {}): Promise<unknown> {
  const answered = refusal(say(world, { id, author: bob, ...fields }));
  await world.clock.advance(8000);
  return answered;
}

describe('whose key pays', () => {
  it('is one’s own, wherever there is one', async () => {
    const world = await aWorldOfStrangers();
    await withKey(world, 'bob', bobs);
    const { made } = await say(world, { author: bob });
    expect(made).toMatchObject({ payer: 'own', provider: 'openrouter' });
    expect(keysOf(world.llm.requests)).toEqual([bobs]);
    expect((await world.keyStore.find('bob', 'openrouter'))?.lastUsedAt).toBe(noon);
  });

  it('is noted to have been used, to the minute', async () => {
    const world = await aWorldOfStrangers();
    await withKey(world, 'bob', bobs);
    const usedAt = async (seconds: number) => {
      await world.clock.advance(seconds * 1000);
      await say(world, { id: `after ${seconds}`, author: bob });
      return (await world.keyStore.find('bob', 'openrouter'))?.lastUsedAt;
    };
    expect(await usedAt(0)).toBe(noon);
    expect(await usedAt(59)).toBe(noon);
    expect(await usedAt(1)).toBe(noon + 60_000_000);
  });

  it('is that of the home, for its owner', async () => {
    const world = await aWorld();
    expect((await say(world)).made).toMatchObject({ payer: 'system' });
    expect(keysOf(world.llm.requests)).toEqual(['sk-or-v1-of-the-home']);
  });

  it('is nobody’s, for somebody without one: nothing is asked, and nothing is in the ledger', async () => {
    const world = await aWorldOfStrangers();
    expect(await sayAsBob(world)).toMatchObject({
      code: 'denied',
      try: 'wallet set openrouter',
      facts: { billing: 'no-key' },
    });
    expect(world.llm.requests).toEqual([]);
    expect(await world.ledger.rows({})).toEqual([]);
  });

  it('is that of the home, for people on the list', async () => {
    const world = await aWorldOfStrangers({
      settings: {
        'keys.system': { state: 'value', value: 'allow-list' },
        'keys.allowed': { state: 'value', value: [anAccount('bob').foreignId] },
      },
    });
    expect((await say(world, { author: bob })).made).toMatchObject({ payer: 'system' });
    const mallory = { ...bob, userId: 'mallory' };
    expect(await refusal(say(world, { id: 'm', author: mallory }))).toMatchObject({ facts: { billing: 'no-key' } });
  });

  it('is that of the home for guests, while the model is free, and nothing may be kept of what they write', async () => {
    const settings = { 'keys.system': { state: 'value', value: 'guests' } } as const;
    const dear = await aWorldOfStrangers({ settings });
    expect(await sayAsBob(dear)).toMatchObject({ facts: { billing: 'not-free' } });
    const llm = { ...fakeLlm(), defaultModel: 'kind/model:free' };
    const free = await aWorldOfStrangers({ settings, llm });
    expect((await say(free, { author: bob })).made).toMatchObject({ payer: 'system' });
    expect(free.llm.requests).toMatchObject([{ routing: { dataCollection: 'deny' } }]);
    const told = { ...settings, 'guests.dataCollection': { state: 'value', value: 'allow' } } as const;
    const open = await aWorldOfStrangers({ settings: told, llm: { ...fakeLlm(), defaultModel: 'kind/model:free' } });
    await say(open, { author: bob });
    expect(open.llm.requests).toMatchObject([{ routing: { dataCollection: 'allow' } }]);
  });

  it('pays for guests nothing beside the free model, whatever they set', async () => {
    const settings = { 'keys.system': { state: 'value', value: 'guests' } } as const;
    const world = await aWorldOfStrangers({ settings, llm: { ...fakeLlm(), defaultModel: 'kind/model:free' } });
    await world.users.putOverride(
      anOverride({ userId: 'bob', params: { plugins: [{ id: 'web' }], service_tier: 'priority', top_k: 4 } }),
    );
    await say(world, { author: bob });
    expect(world.llm.requests.map(({ params }) => params)).toEqual([{ top_k: 4, max_tokens: 1024 }]);
    await world.users.putOverride(anOverride({ userId: 'bob', model: 'kind/model:free:online' }));
    const refused = await refusal(say(world, { id: 'online', author: bob }));
    expect(refused).toMatchObject({ facts: { billing: 'not-free' } });
    await world.users.putOverride(anOverride({ userId: 'bob', model: 'kind/model:online:free' }));
    await refusal(say(world, { id: 'online, too', author: bob }));
    expect(world.llm.requests).toHaveLength(1);
  });

  it('holds the provider to what is free for guests: a list may be older than a price', async () => {
    const settings = { 'keys.system': { state: 'value', value: 'guests' } } as const;
    const world = await aWorldOfStrangers({ settings });
    const free = aModel({ id: 'fake/model', prices: freePrices });
    await say({ ...world, modelShelf: fakeModelShelf({ models: [free], at: noon }) }, { author: bob });
    expect(world.llm.requests).toMatchObject([{ routing: { maxPrice: { prompt: 0, completion: 0 } } }]);
  });

  it('does not matter to the demo model', async () => {
    const world = await aWorldOfStrangers({ llm: { ...fakeLlm(), provider: 'built-in' } });
    expect((await say(world, { author: bob })).made).toMatchObject({ payer: 'none', provider: 'built-in' });
    expect(keysOf(world.llm.requests)).toEqual([null]);
  });
});

describe('a key that its provider does not take', () => {
  const refused = anLlmFailure('authentication');

  it('is asked about once more after five seconds, and stays when it is taken then', async () => {
    const world = await aWorldOfStrangers({ llm: fakeLlm(refused) });
    await withKey(world, 'bob', bobs);
    expect(await sayAsBob(world)).toMatchObject({ code: 'unavailable', facts: { failure: 'authentication' } });
    expect(world.keyProbe.asked).toEqual([{ provider: 'openrouter', key: bobs }]);
    expect(await stateOf(world, 'bob')).toBe('active');
  });

  it.each(['has trouble', 'is not there'] as const)('stays when the provider then %s', async standing => {
    const world = await aWorldOfStrangers({ llm: fakeLlm(refused) });
    await withKey(world, 'bob', bobs);
    world.keyProbe.stands(standing);
    await sayAsBob(world);
    expect(await stateOf(world, 'bob')).toBe('active');
  });

  it('is switched off when it is refused twice, of which its owner hears once', async () => {
    const world = await aWorldOfStrangers({ llm: fakeLlm(refused) });
    await withKey(world, 'bob', bobs);
    world.keyProbe.stands('refuses it');
    const first = await Promise.all([sayAsBob(world, 'one'), sayAsBob(world, 'two')]);
    expect(first.filter(error => error instanceof TzurotError && error.facts?.['isNews'] === true)).toHaveLength(1);
    expect(await stateOf(world, 'bob')).toBe('refused');
  });

  it('is not tried again, and nobody else pays in its place: not even for what is free', async () => {
    const world = await aWorldOfStrangers({
      llm: fakeLlm(refused),
      settings: { 'keys.system': { state: 'value', value: 'guests' } },
    });
    await withKey(world, 'bob', bobs);
    world.keyProbe.stands('refuses it');
    await sayAsBob(world, 'one');
    expect(await sayAsBob(world, 'two', inTheHall)).toMatchObject({ facts: { billing: 'key-refused' } });
    expect(keysOf(world.llm.requests)).toEqual([bobs]);
  });

  it('is not tried again for the owner of the home either', async () => {
    const world = await aWorld({ llm: fakeLlm(refused) });
    await withKey(world, 'ada', 'sk-or-v1-of-ada-0123456789');
    world.keyProbe.stands('refuses it');
    for (const place of [inTheHall, { venue: aVenue() }]) {
      const answered = refusal(say(world, { id: `in ${place.venue?.kind}`, ...place }));
      await world.clock.advance(5000);
      expect(await answered).toMatchObject({ code: 'denied' });
    }
    expect(keysOf(world.llm.requests)).not.toContain('sk-or-v1-of-the-home');
  });

  it('is not the trouble when the keys of two people fail within a minute: nobody’s is off in the end', async () => {
    const world = await aWorldOfStrangers({ llm: fakeLlm(refused) });
    await withKey(world, 'bob', bobs);
    await withKey(world, 'mallory', 'sk-or-v1-of-mallory-0123456789');
    world.keyProbe.stands('refuses it');
    expect(await sayAsBob(world, 'one')).toMatchObject({ code: 'denied' });
    await world.clock.advance(30_000);
    expect(await sayAsBob(world, 'two', { author: { ...bob, userId: 'mallory' } })).toMatchObject({
      code: 'unavailable',
      facts: { billing: 'outage' },
    });
    expect([await stateOf(world, 'bob'), await stateOf(world, 'mallory')]).toEqual(['active', 'active']);
  });

  it('is its owner’s alone when the other one failed long before', async () => {
    const world = await aWorldOfStrangers({ llm: fakeLlm(refused) });
    await withKey(world, 'bob', bobs);
    await withKey(world, 'mallory', 'sk-or-v1-of-mallory-0123456789');
    world.keyProbe.stands('refuses it');
    await sayAsBob(world, 'one');
    await world.clock.advance(61_000);
    await sayAsBob(world, 'two', { author: { ...bob, userId: 'mallory' } });
    expect([await stateOf(world, 'bob'), await stateOf(world, 'mallory')]).toEqual(['refused', 'refused']);
  });

  it.each(['out-of-credit', 'rate-limit', 'overloaded', 'timeout'] as const)(
    'is not what is wrong when the failure is one of %s: the key stays, and nobody else pays',
    async failure => {
      const world = await aWorldOfStrangers({ llm: fakeLlm(anLlmFailure(failure)) });
      await withKey(world, 'bob', bobs);
      await sayAsBob(world);
      expect(world.keyProbe.asked).toEqual([]);
      expect(await stateOf(world, 'bob')).toBe('active');
      expect(new Set(keysOf(world.llm.requests))).toEqual(new Set([bobs]));
    },
  );
});

describe('what a person hears who has no key', () => {
  it('comes once a day in each place, then nothing', async () => {
    const world = await aWorldOfStrangers();
    const ask = (id: string, fields = {}) => hear(world, anIncoming({ id, author: bob, ...fields }), 'lilith');
    expect(await refusal(ask('1', inTheHall))).toMatchObject({ facts: { billing: 'no-key' } });
    expect(await ask('2', inTheHall)).toEqual({ kind: 'ignored', because: 'nobody-pays' });
    expect(await refusal(ask('3'))).toMatchObject({ facts: { billing: 'no-key' } });
    world.clock.jump(microsPerDay / 1000);
    expect(await refusal(ask('4', inTheHall))).toMatchObject({ facts: { billing: 'no-key' } });
  });

  it('comes each time at the machine itself', async () => {
    const world = await aWorldOfStrangers();
    const here = { author: bob, venue: aVenue({ channelId: 'terminal:bob', platform: 'terminal' }) };
    for (const id of ['1', '2']) {
      expect(await refusal(say(world, { id, ...here }))).toMatchObject({ facts: { billing: 'no-key' } });
    }
  });
});

describe('whoever asks too often', () => {
  it('is told once when to come back, then hears nothing until then', async () => {
    const world = await aWorld();
    for (let count = 0; count < 10; count++) await say(world, { id: `${count}` });
    expect(await refusal(say(world, { id: 'too much' }))).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('12:00:06'),
    });
    expect(await hear(world, anIncoming({ id: 'more' }), 'lilith')).toEqual({ kind: 'ignored', because: 'too-often' });
    await world.clock.advance(6000);
    expect((await say(world, { id: 'later' })).reply).toBe('Always.');
  });

  it('never has to wait at the machine itself', async () => {
    const world = await aWorld();
    const venue = aVenue({ channelId: 'terminal:ada', platform: 'terminal' });
    for (let count = 0; count < 30; count++) await say(world, { id: `${count}`, venue });
    expect(world.llm.requests).toHaveLength(30);
  });
});

describe('a budget', () => {
  const priced = (scripted: Scripted = 'Always.') => fakeLlm(scripted);
  const dear = { models: [aModel({ id: 'fake/model', prices: somePrices({ completion: '0.0004' }) })], at: noon };

  it('holds back what could go over it, before anything is sent', async () => {
    const world = { ...(await aWorld({ llm: priced() })), modelShelf: fakeModelShelf(dear) };
    await world.budgets.put({ scope: 'user', subject: 'ada', period: 'day', limitNanoUsd: 400_000_000 }, noon);
    expect(await refusal(say(world))).toMatchObject({ code: 'denied', facts: { limit: 'budget', scope: 'user' } });
    expect(world.llm.requests).toEqual([]);
  });

  it('has in it what a request may cost at most until it is known what it did', async () => {
    const seen: number[] = [];
    const world: World = await aWorld({
      llm: fakeLlm(async () => {
        seen.push((await world.ledger.rows({}))[0]?.reservedNanoUsd ?? 0);
        return aDraft({ spent: aSpent({ costNanoUsd: 7, costText: '0.000000007' }) });
      }),
    });
    await say(world);
    expect(seen[0]).toBeGreaterThan(1024 * 3000);
    expect(await world.ledger.rows({})).toMatchObject([{ state: 'settled', spent: { costNanoUsd: 7 } }]);
  });

  it('is $1 a day for the key of the home, unless somebody says otherwise', async () => {
    const dearest = { models: [aModel({ id: 'fake/model', prices: somePrices({ completion: '0.001' }) })], at: noon };
    const world = { ...(await aWorld()), modelShelf: fakeModelShelf(dearest) };
    expect(await refusal(say(world))).toMatchObject({ facts: { limit: 'budget', scope: 'system', period: 'day' } });
  });

  it('holds also where nobody lists a price: then nobody dearer may answer', async () => {
    const world = { ...(await aWorld()), modelShelf: fakeModelShelf({ models: [], at: noon }) };
    await say(world);
    expect(world.llm.requests).toMatchObject([{ routing: { maxPrice: { prompt: 5, completion: 25 } } }]);
    const [row] = await world.ledger.rows({});
    expect(row?.reservedNanoUsd).toBeGreaterThan(1024 * 25_000);
  });
});

describe('what an answer cost', () => {
  const silent = aSpent({ tokensIn: 1000, tokensOut: 100, costNanoUsd: 0, costText: null });
  const spentBy = async (world: World) => {
    await say(world);
    return (await world.ledger.rows({}))[0]?.spent;
  };

  it('is an estimate at the most that may be asked, where neither the provider nor the list says', async () => {
    const world = await aWorld({ llm: fakeLlm({ spent: silent }) });
    const unlisted = { ...world, modelShelf: fakeModelShelf({ models: [], at: noon }) };
    expect(await spentBy(unlisted)).toMatchObject({ costNanoUsd: 7_500_000, estimated: true });
  });

  it('is nothing where the name of the model says that it is free', async () => {
    const world = await aWorld({
      llm: fakeLlm({ spent: silent }),
      settings: { 'llm.model': { state: 'value', value: 'some/model:free' } },
    });
    const unlisted = { ...world, modelShelf: fakeModelShelf({ models: [], at: noon }) };
    expect(await spentBy(unlisted)).toMatchObject({ costNanoUsd: 0, estimated: false });
    expect(await world.ledger.rows({})).toMatchObject([{ reservedNanoUsd: 0 }]);
  });

  it('is nobody’s where nobody pays, whatever an endpoint says', async () => {
    const spent = aSpent({ costNanoUsd: 5, costText: '0.000000005', upstreamNanoUsd: 7 });
    const world = {
      ...(await aWorld({ llm: fakeLlm({ spent }) })),
      operator: { hasEndpoint: true, keyOf: () => null },
    };
    expect(await spentBy(world)).toMatchObject({
      tokensIn: 120,
      costNanoUsd: 0,
      costText: null,
      upstreamNanoUsd: null,
    });
    expect((await world.ledger.total({})).costNanoUsd).toBe(0);
  });
});

describe('an answer that broke off', () => {
  const cut: Scripted = async (_, { onGeneration }) => {
    onGeneration?.('gen-1');
    throw anLlmFailure('network');
  };

  it('is asked for afterwards, with the key that paid', async () => {
    const spent = aSpent({ costNanoUsd: 4200, costText: '0.0000042' });
    const generations = fakeGenerations({ 'gen-1': spent });
    const world = await aWorldOfStrangers({ llm: fakeLlm(cut, anLlmFailure('moderation')), generations });
    await withKey(world, 'bob', bobs);
    await sayAsBob(world);
    await world.clock.advance(1000);
    expect(generations.asked).toContain('gen-1');
    expect(await world.ledger.rows({})).toMatchObject([
      { state: 'settled', generationId: 'gen-1', spent },
      { state: 'failed' },
    ]);
  });

  it('costs an estimate where nobody can be asked', async () => {
    const world = await aWorld({ llm: fakeLlm(anLlmFailure('timeout')) });
    await sayInVain(world);
    const [row] = await world.ledger.rows({});
    expect(row).toMatchObject({ state: 'abandoned', spent: { estimated: true, tokensOut: 0 } });
    expect(row?.spent?.costNanoUsd).toBeGreaterThan(0);
  });
});

describe('a personality with a dear model', () => {
  const shelf = fakeModelShelf({
    models: [aModel({ id: 'fake/model' }), aModel({ id: 'dear/model', prices: somePrices({ prompt: '0.00002', completion: '0.00006' }) })], // prettier-ignore
    at: noon,
  });
  const choosy: Seed = async ({ personalities }) => {
    const lilith = await personalities.find('lilith');
    if (lilith === undefined) return;
    await personalities.update({ ...lilith, isPublic: true, llm: { ...lilith.llm, model: 'dear/model' } });
  };

  it('is pointed out to whoever pays for it, once', async () => {
    const world = { ...(await aWorld({ seeds: [choosy] })), modelShelf: shelf };
    await withKey(world, 'bob', bobs);
    const first = await say(world, { id: 'one', author: bob });
    expect(first.made?.remarks).toEqual([expect.stringContaining('about 20 times what fake/model costs')]);
    expect((await say(world, { id: 'two', author: bob })).made?.remarks).toEqual([]);
  });

  it('is nothing new to whoever keeps the home and pays', async () => {
    const world = { ...(await aWorld({ seeds: [choosy] })), modelShelf: shelf };
    expect((await say(world)).made?.remarks).toEqual([]);
  });
});
