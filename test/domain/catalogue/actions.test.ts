import { describe, expect, it } from 'vitest';
import { shared } from '../../../src/domain/around.js';
import { modelOf, models, priceOf, refresh } from '../../../src/domain/catalogue/actions.js';
import type { Listed } from '../../../src/domain/catalogue/listing.js';
import { freePrices, type Model } from '../../../src/domain/catalogue/model.js';
import { fakeClock } from '../../fakes/clock.js';
import { fakeLog } from '../../fakes/log.js';
import { fakeModelShelf } from '../../fakes/model-shelf.js';
import { fakeModelSource, nobodyLists, type ListStep } from '../../fakes/model-source.js';
import { after, noon } from '../../support/builders.js';
import { aModel, somePrices } from '../../support/models.js';

const hour = 3_600_000;
const called = (id: string): Model => aModel({ id });

async function open({ kept, script = [[called('live')]] }: { kept?: Listed; script?: readonly ListStep[] } = {}) {
  const clock = fakeClock(noon);
  const modelShelf = fakeModelShelf({ models: [called('shipped')], at: after(-1e6) });
  if (kept !== undefined) await modelShelf.put(kept);
  const modelSource = fakeModelSource(...script);
  const log = fakeLog();
  return { clock, modelShelf, modelSource, log, asking: shared<Awaited<ReturnType<typeof models>> | undefined>() };
}

const keptSince = (at: number): Listed => ({ models: [called('kept')], at });

describe('the models', () => {
  it('are those that were kept, while they are of today', async () => {
    const ports = await open({ kept: keptSince(after(-3600)) });
    expect(await models(ports)).toMatchObject({ models: [{ id: 'kept' }], from: 'kept', isStale: false });
    expect(ports.modelSource.asked()).toBe(0);
  });

  it('are asked for when those that were kept are too old, and kept for the next time', async () => {
    const ports = await open({ kept: keptSince(after(-90_000)) });
    const live = { models: [called('live')], at: noon };
    expect(await models(ports)).toEqual({ ...live, from: 'live', isStale: false });
    expect(await models(ports)).toEqual({ ...live, from: 'kept', isStale: false });
    expect(ports.modelSource.asked()).toBe(1);
  });

  it('are those that were kept, however old, while nobody answers', async () => {
    const ports = await open({ kept: keptSince(after(-9e6)), script: [nobodyLists()] });
    expect(await models(ports)).toMatchObject({ models: [{ id: 'kept' }], from: 'kept', isStale: true });
  });

  it('are those that came with the program, where nothing was kept and nobody answers', async () => {
    const ports = await open({ script: [nobodyLists()] });
    expect(await models(ports)).toMatchObject({ models: [{ id: 'shipped' }], from: 'shipped', isStale: true });
  });

  it('are not asked for again within ten minutes of a failure', async () => {
    const ports = await open({ script: [nobodyLists(), [called('live')]] });
    await models(ports);
    await ports.clock.advance(599_000);
    expect(await models(ports)).toMatchObject({ from: 'shipped' });
    expect(ports.modelSource.asked()).toBe(1);
    await ports.clock.advance(1000);
    expect(await models(ports)).toMatchObject({ from: 'live' });
  });

  it('are asked for once, however many want them', async () => {
    const ports = await open();
    const all = await Promise.all(Array.from({ length: 1000 }, () => models(ports)));
    expect(new Set(all.map(({ models: [first] }) => first?.id))).toEqual(new Set(['live']));
    expect(ports.modelSource.asked()).toBe(1);
  });

  it('are missed once in the log, however many wanted them', async () => {
    const ports = await open({ script: [nobodyLists()] });
    await Promise.all(Array.from({ length: 100 }, () => models(ports)));
    expect(ports.log.lines).toMatchObject([
      { level: 'warn', message: 'Asking for the list of models failed, and the rest went on' },
    ]);
  });

  it('are there also when they cannot be kept', async () => {
    const ports = await open();
    const full = { ...ports.modelShelf, put: () => Promise.reject(new Error('The disk is full.')) };
    expect(await models({ ...ports, modelShelf: full })).toMatchObject({ models: [{ id: 'live' }], from: 'live' });
  });

  it('are asked for anew after a mistake of ours, which counts for nothing against the provider', async () => {
    const ports = await open({ script: [new Error('A mistake.'), [called('live')]] });
    expect(await models(ports)).toMatchObject({ from: 'shipped' });
    expect(await models(ports)).toMatchObject({ from: 'live' });
  });
});

describe('the models, asked for now', () => {
  it('come from the provider, whatever is known', async () => {
    const ports = await open({ kept: keptSince(noon) });
    expect(await refresh(ports)).toMatchObject({ models: [{ id: 'live' }], from: 'live', at: noon });
  });

  it('are said to be missing when nobody answers', async () => {
    const ports = await open({ script: [nobodyLists()] });
    await expect(refresh(ports)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await ports.modelShelf.failedAt()).toBe(noon);
  });
});

describe('a model', () => {
  it('is known at once, and waits for nobody', async () => {
    const ports = await open({ kept: keptSince(after(-90_000)), script: [() => new Promise(() => {})] });
    expect(await modelOf(ports, 'openrouter', 'kept')).toMatchObject({ id: 'kept' });
    expect(await modelOf(ports, 'openrouter', 'live')).toBeUndefined();
  });

  it('that came since is known the next time', async () => {
    const answer = Promise.withResolvers<readonly Model[]>();
    const ports = await open({ script: [() => answer.promise] });
    expect(await modelOf(ports, 'openrouter', 'live')).toBeUndefined();
    answer.resolve([called('live')]);
    await ports.clock.advance(1);
    expect(await modelOf(ports, 'openrouter', 'live')).toMatchObject({ id: 'live' });
    expect(ports.modelSource.asked()).toBe(1);
  });

  it('is no trouble while nobody answers', async () => {
    const ports = await open({ script: [nobodyLists()] });
    expect(await modelOf(ports, 'openrouter', 'shipped')).toMatchObject({ id: 'shipped' });
    await ports.clock.advance(hour);
    expect(await modelOf(ports, 'openrouter', 'shipped')).toMatchObject({ id: 'shipped' });
    await ports.clock.advance(1);
    expect(ports.modelSource.asked()).toBe(2);
  });

  it('of another provider is not looked for in the list', async () => {
    const ports = await open();
    expect(await modelOf(ports, 'openai-compatible', 'shipped')).toBeUndefined();
    expect(ports.modelSource.asked()).toBe(0);
  });
});

describe('what a model costs', () => {
  it('is what the list says', async () => {
    const priced = aModel({ id: 'kept', prices: somePrices({ prompt: '0.5' }) });
    const ports = await open({ kept: { models: [priced], at: noon } });
    expect(await priceOf(ports, 'openrouter', 'kept')).toMatchObject({ prompt: '0.5' });
    expect(await priceOf(ports, 'openrouter', 'other')).toBeNull();
  });

  it.each(['built-in', 'openai-compatible'])('is nothing at %s, and no list is read for it', async provider => {
    const ports = await open();
    const broken = { ...ports.modelShelf, read: () => Promise.reject(new Error('It was read.')) };
    expect(await priceOf({ ...ports, modelShelf: broken }, provider, 'demo')).toEqual(freePrices);
  });

  it('is not known of any other provider', async () => {
    expect(await priceOf(await open(), 'elevenlabs', 'shipped')).toBeNull();
  });
});
