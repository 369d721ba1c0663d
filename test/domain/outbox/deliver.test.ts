import { describe, expect, it } from 'vitest';
import { deliver, deliverLate, say } from '../../../src/domain/outbox/actions.js';
import { fakeChat, type Fate } from '../../fakes/chat.js';
import { aParcel, aPost, aVenue, noon } from '../../support/builders.js';
import { aWorld, refusal, type World } from '../turn/world.js';

const parcel = aParcel({ chunks: ['Lantern.', 'Harbour.', 'Raven.'] });
const texts = ({ chat }: World) => [...chat.standing.values()].map(({ text }) => text);

async function withFates(...fates: readonly Fate[]): Promise<World> {
  const world = await aWorld({ chat: fakeChat({ fates }) });
  await world.outbox.put(parcel);
  return world;
}

/** Delivers, and lets the time pass in which it is looked for. */
async function delivered(world: World): Promise<unknown> {
  const outcome = refusal(deliver(world, parcel));
  await world.clock.advance(60_000);
  return outcome;
}

describe('what is to be said', () => {
  it('arrives part by part, and each is known by its id', async () => {
    const world = await withFates();
    expect(await delivered(world)).toBeUndefined();
    expect(texts(world)).toEqual(parcel.chunks);
    expect(await world.outbox.platformIds('parcel')).toEqual([...world.chat.standing.keys()]);
    expect(await world.outbox.waiting()).toEqual([]);
  });

  it('has what is to be pressed under its last part, for whoever asked alone', async () => {
    const world = await aWorld();
    const venue = aVenue({ platform: 'discord' });
    await say(world, aParcel({ ...parcel, venue, footer: 'some/model' }));
    const obeys = (await world.users.find('ada'))?.accounts[0]?.foreignId;
    expect(world.chat.posts.map(({ buttons, footer }) => [buttons, footer])).toEqual([
      [[], null],
      [[], null],
      [['what-happened'], 'some/model'],
    ]);
    expect(world.chat.posts.at(-1)).toMatchObject({ obeys, reference: 'parcel' });
  });

  it('is said once, however often it is put in', async () => {
    const world = await aWorld();
    await say(world, parcel);
    await say(world, parcel);
    expect(texts(world)).toEqual(parcel.chunks);
  });

  it('is said once when two deliver it at the same time', async () => {
    const world = await withFates();
    await Promise.all([deliver(world, parcel), deliver(world, parcel)]);
    expect(texts(world)).toEqual(parcel.chunks);
  });
});

describe('a part of which nobody knows whether it arrived', () => {
  it('is not sent again once it has been seen', async () => {
    const world = await withFates('arrives-unseen', 'arrives-unseen');
    expect(await delivered(world)).toBeUndefined();
    expect(texts(world)).toEqual(parcel.chunks);
  });

  it('is sent again when it is nowhere to be seen', async () => {
    const world = await withFates('vanishes', 'arrives', 'vanishes');
    expect(await delivered(world)).toBeUndefined();
    expect(texts(world)).toEqual(parcel.chunks);
  });

  it('is looked for first after a crash', async () => {
    const world = await withFates();
    await world.outbox.attempting('parcel', 0, noon);
    await world.chat.post(aPost({ text: 'Lantern.', channelId: parcel.venue.channelId }));
    expect(await delivered(world)).toBeUndefined();
    expect(texts(world)).toEqual(parcel.chunks);
  });

  it('does not take a message for its own that is part of something else', async () => {
    const world = await aWorld({ chat: fakeChat({ fates: ['arrives', 'vanishes', 'arrives'] }) });
    const [first, second] = [aParcel({ outboxId: 'first' }), aParcel({ outboxId: 'second' })];
    for (const each of [first, second]) await world.outbox.put(each);
    await deliver(world, first);
    const late = refusal(deliver(world, second));
    await world.clock.advance(60_000);
    expect(await late).toBeUndefined();
    expect(texts(world)).toEqual(['Not now.', 'Not now.']);
  });

  it('is given up for now after three attempts, and waits', async () => {
    const world = await withFates('vanishes', 'vanishes', 'vanishes');
    expect(await delivered(world)).toMatchObject({ code: 'unavailable' });
    expect(await world.outbox.waiting()).toMatchObject([{ outboxId: 'parcel' }]);
    expect(texts(world)).toEqual([]);
  });
});

describe('what could not be said', () => {
  it('because it is not allowed is not tried again', async () => {
    const world = await withFates('refused');
    expect(await delivered(world)).toMatchObject({ code: 'denied' });
    expect(await world.outbox.waiting()).toEqual([]);
  });

  it('goes on after the part that arrived', async () => {
    const world = await aWorld({ chat: fakeChat({ failures: 0 }) });
    await world.outbox.put(parcel);
    await world.outbox.attempting('parcel', 0, noon);
    await world.outbox.posted('parcel', 0, '11');
    await deliver(world, parcel);
    expect(texts(world)).toEqual(['Harbour.', 'Raven.']);
  });

  const onDiscord = aParcel({ venue: aVenue({ platform: 'discord' }) });

  it('is said later, but not while somebody may be saying it', async () => {
    const world = await aWorld();
    await world.outbox.put(onDiscord);
    expect(await deliverLate(world)).toBe(0);
    await world.clock.advance(20_000);
    expect(await deliverLate(world)).toBe(1);
    expect(texts(world)).toEqual(['Not now.']);
  });

  it('is said at once after a start', async () => {
    const world = await aWorld();
    await world.outbox.put(onDiscord);
    expect(await deliverLate(world, { all: true })).toBe(1);
  });

  it('is not said any more after a day', async () => {
    const world = await aWorld();
    await world.outbox.put(onDiscord);
    await world.clock.advance(25 * 3_600_000);
    expect(await deliverLate(world)).toBe(0);
    expect(await world.outbox.waiting()).toEqual([]);
    expect(texts(world)).toEqual([]);
  });
});
