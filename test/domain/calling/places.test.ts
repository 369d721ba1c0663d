import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { limitsFrom, placesFor } from '../../../src/domain/calling/places.js';
import type { QueueLimits } from '../../../src/domain/calling/queue.js';
import { storeKey } from '../../../src/domain/wallet/keys/actions.js';
import { Secret } from '../../../src/domain/wallet/secret.js';
import { fakeLlm, silence, type Scripted } from '../../fakes/llm.js';
import { aDraft, anLlmFailure, aUser } from '../../support/builders.js';
import { aWorld } from '../turn/world.js';
import { anAsk, asked, outcomeOf } from './asking.js';
import { call } from '../../../src/domain/calling/actions.js';

const limits: QueueLimits = { atOnce: 2, perKey: 2, waiting: 5, waitingPerUser: 3 };
const waiting = () => new AbortController().signal;

/** Whether it has been let in by now. */
async function isIn(place: Promise<unknown>): Promise<boolean> {
  const done = { yes: false };
  void place.then(() => (done.yes = true));
  await settled();
  return done.yes;
}

describe('a place', () => {
  it('is there at once while there are any, and else as soon as one is left', async () => {
    const places = placesFor(limits);
    const ask = () => places({ userId: 'ada', key: 'home' }, waiting());
    const [first, second, third] = [await ask(), await ask(), ask()];
    expect(await isIn(third)).toBe(false);
    first();
    expect(await isIn(third)).toBe(true);
    second();
  });

  it('that is left twice is left once', async () => {
    const places = placesFor(limits);
    const ask = () => places({ userId: 'ada', key: 'home' }, waiting());
    const first = await ask();
    await ask();
    const [third, fourth] = [ask(), ask()];
    first();
    first();
    expect([await isIn(third), await isIn(fourth)]).toEqual([true, false]);
  });

  it('is nobody’s who does not want to wait any more', async () => {
    const places = placesFor({ ...limits, atOnce: 1 });
    const leave = await places({ userId: 'ada', key: 'home' }, waiting());
    const stopping = new AbortController();
    const second = places({ userId: 'ada', key: 'home' }, stopping.signal);
    const third = places({ userId: 'bob', key: 'home' }, waiting());
    stopping.abort(new Error('Ada changed her mind.'));
    await expect(second).rejects.toBe(stopping.signal.reason);
    leave();
    expect(await isIn(third)).toBe(true);
    await expect(places({ userId: 'ada', key: 'home' }, stopping.signal)).rejects.toBe(stopping.signal.reason);
  });

  it('is refused where too many wait, in words', async () => {
    const places = placesFor({ ...limits, atOnce: 1 });
    const ask = (userId: string) => places({ userId, key: 'home' }, waiting());
    await ask('ada');
    for (let count = 0; count < 3; count++) void ask('ada');
    await expect(ask('ada')).rejects.toMatchObject({ code: 'conflict', facts: { limit: 'queue', kind: 'person' } });
    for (const who of ['bob', 'mallory']) void ask(who);
    await expect(ask('bob')).rejects.toMatchObject({
      code: 'unavailable',
      facts: { limit: 'queue', kind: 'everybody' },
    });
  });

  it('is one of as many as the operator says', () => {
    const say = (value: number) => ({ state: 'value', value }) as const;
    expect(limitsFrom({ environment: new Map(), file: new Map() })).toMatchObject({ atOnce: 32, perKey: 8 });
    expect(limitsFrom({ environment: new Map(), file: new Map([['calls.perKey', say(2)]]) })).toMatchObject({
      perKey: 2,
    });
  });
});

/** A model that takes a second, and how many it was answering at once at most. */
function busyLlm() {
  const now = { count: 0, most: 0 };
  const takesASecond: Scripted = async () => {
    now.most = Math.max(now.most, ++now.count);
    await clock.current?.sleep(1000);
    now.count -= 1;
    return aDraft();
  };
  const clock: { current?: { sleep(ms: number): Promise<void> } } = {};
  return { llm: fakeLlm(takesASecond), now, clock };
}

describe('many at once', () => {
  it('are asked no more at a time than may be, and all are answered', async () => {
    const { llm, now, clock } = busyLlm();
    const world = { ...(await aWorld({ llm })), places: placesFor({ ...limits, waiting: 100, waitingPerUser: 100 }) };
    clock.current = world.clock;
    const all = Promise.all(Array.from({ length: 20 }, () => call(world, anAsk())));
    await world.clock.advance(10_000);
    expect(await all).toHaveLength(20);
    expect(now.most).toBe(2);
    const waits = (await all).map(({ attempts }) => attempts[0]?.pausedMs);
    expect(Math.max(...waits.map(Number))).toBe(9000);
  });

  it('are limited by key: who brings one does not wait for those who share one', async () => {
    const world = {
      ...(await aWorld({ llm: fakeLlm(silence) })),
      places: placesFor({ ...limits, atOnce: 10, perKey: 1 }),
    };
    const free = { userId: 'bob', isWelcome: true, pays: 'nobody' } as const;
    const endpoint = { ...anAsk().wish, model: { host: 'openai-compatible', id: 'm', isFree: true } } as const;
    const stopping = new AbortController();
    const all = [
      ...['ada', 'ada', 'mallory'].map(id => call(world, anAsk({ user: aUser({ id }) }), { signal: stopping.signal })),
      call(world, anAsk({ user: aUser({ id: 'bob' }), identity: free, wish: endpoint }), { signal: stopping.signal }),
    ];
    await world.clock.advance(1);
    expect(world.llm.requests.map(({ model }) => model).toSorted()).toEqual(['m', 'some/model']);
    stopping.abort();
    await Promise.allSettled(all);
  });

  it('give their place back when they fail, and during a pause', async () => {
    const world = {
      ...(await aWorld({ llm: fakeLlm(anLlmFailure(), 'Always.') })),
      places: placesFor({ ...limits, atOnce: 1 }),
    };
    const first = call(world, anAsk());
    await world.clock.advance(100);
    expect(await asked(world)).toMatchObject({ attempts: [{ outcome: 'answered', pausedMs: 0 }] });
    await world.clock.advance(2000);
    expect(await first).toMatchObject({ attempts: [{}, { outcome: 'answered' }] });
  });

  it('do not wait while a key is looked into that its provider did not take', async () => {
    const llm = fakeLlm(anLlmFailure('authentication'), 'Always.');
    const world = { ...(await aWorld({ llm })), places: placesFor({ ...limits, atOnce: 1 }) };
    await storeKey(world, aUser(), 'openrouter', new Secret('sk-or-v1-of-ada-0123456789'), { verify: false });
    const identity = { userId: 'ada', isWelcome: true, pays: 'own' } as const;
    const first = outcomeOf(world, { identity }, {}, 1000);
    await world.clock.advance(1000);
    const second = call(world, anAsk({ identity }));
    await world.clock.advance(1);
    expect(await second).toMatchObject({ draft: { text: 'Always.' } });
    await world.clock.advance(5000);
    expect(await first).toMatchObject({ facts: { failure: 'authentication' } });
  });

  it('wait no longer than the time there is for all of it, and nothing is then asked or booked', async () => {
    const world = { ...(await aWorld()), places: placesFor({ ...limits, atOnce: 1 }) };
    await world.places({ userId: 'bob', key: 'openrouter' }, waiting());
    const outcome = outcomeOf(world, {}, {}, 479_999);
    await world.clock.advance(479_999);
    await world.clock.advance(1);
    expect(await outcome).toMatchObject({ code: 'unavailable', facts: { limit: 'queue', kind: 'time' } });
    expect(world.llm.requests).toEqual([]);
    expect(await world.ledger.rows({})).toEqual([]);
  });
});

describe('the same, asked at the same time', () => {
  const seen: Scripted = async () => {
    await clock.current?.sleep(1000);
    return aDraft({ text: 'A kettle.' });
  };
  const clock: { current?: { sleep(ms: number): Promise<void> } } = {};
  const aWorldThatSees = async () => {
    const world = await aWorld({ llm: fakeLlm(seen) });
    clock.current = world.clock;
    return world;
  };
  const picture = { type: 'vision', sameAs: 'picture abc' } as const;

  it('is asked once for one person, and anew afterwards', async () => {
    const world = await aWorldThatSees();
    const both = Promise.all([call(world, anAsk(picture)), call(world, anAsk(picture))]);
    await world.clock.advance(1000);
    expect((await both).map(({ draft }) => draft.text)).toEqual(['A kettle.', 'A kettle.']);
    expect(await world.ledger.rows({})).toHaveLength(1);
    await asked(world, picture);
    expect(world.llm.requests).toHaveLength(2);
  });

  it('is asked for each person by themselves', async () => {
    const world = await aWorldThatSees();
    const both = Promise.all(['ada', 'bob'].map(id => call(world, anAsk({ ...picture, user: aUser({ id }) }))));
    await world.clock.advance(1000);
    await both;
    expect(world.llm.requests).toHaveLength(2);
  });
});
