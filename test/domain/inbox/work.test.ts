import { describe, expect, it } from 'vitest';
import { merge } from '../../../src/domain/inbox/actions.js';
import { accept } from '../../../src/domain/inbox/accepting/actions.js';
import { work } from '../../../src/domain/inbox/working/actions.js';
import type { Accepted } from '../../../src/domain/inbox/accepted.js';
import type { Said } from '../../../src/domain/inbox/said.js';
import type { Seed } from '../../contracts/stores.js';
import { fakeChat } from '../../fakes/chat.js';
import { fakeLlm } from '../../fakes/llm.js';
import { anAcceptance, anAccount, anLlmFailure, aPersonality, aVenue, noon } from '../../support/builders.js';
import { aWorld, type World } from '../turn/world.js';

const hall = aVenue({ kind: 'guild', platform: 'discord', channelId: '2000', guildId: '3000', isPublic: true });
const dm = aVenue({ platform: 'discord', channelId: '2100' });

const open: Seed = async ({ personalities }) => {
  await personalities.update(aPersonality({ id: 'lilith', isPublic: true, prompt: { greeting: 'Come in.' } }));
  await personalities.update(aPersonality({ id: 'luna', ownerId: 'bob', isPublic: true }));
};

const aWorldOnStage = (wanted: Parameters<typeof aWorld>[0] = {}) =>
  aWorld({ ...wanted, seeds: [open, ...(wanted.seeds ?? [])] });

/** What ada says in the hall. */
function said(fields: Partial<Said> = {}, venue = hall): Said {
  const { said: some } = anAcceptance();
  const where = { venue, parentId: null, names: null, isAgeRestricted: false, roles: [], ...fields.where };
  return { ...some, id: '5000', channelId: venue.channelId, text: '@lilith, are you there?', ...fields, where };
}

async function acceptedFrom(world: World, message: Said): Promise<Accepted> {
  const reception = await accept(world, message, null);
  if (reception.kind !== 'accepted') throw new Error(JSON.stringify(reception));
  return reception.accepted;
}

/** Takes a message in and sees to it, while time passes where somebody waits. */
async function seen(world: World, message: Said): Promise<Accepted> {
  const accepted = await acceptedFrom(world, message);
  const working = work(world, accepted, {});
  await world.clock.advance(60_000);
  await working;
  return accepted;
}

const texts = ({ chat }: World) => chat.posts.map(({ text }) => text);
const outcomeIn = async (world: World, messageId = '5000') => ({
  settled: await world.inbox.isSettled({ messageId, personalityId: 'lilith' }),
  waiting: (await world.inbox.waiting()).length,
});

describe('a message that somebody is to answer', () => {
  it('is written down before anybody works on it', async () => {
    const world = await aWorldOnStage();
    const accepted = await acceptedFrom(world, said());
    expect(await world.inbox.waiting()).toEqual([accepted]);
    expect(world.llm.requests).toEqual([]);
  });

  it('is answered, and then nothing waits any more', async () => {
    const world = await aWorldOnStage();
    await seen(world, said());
    expect(texts(world)).toEqual(['Always.']);
    expect(await outcomeIn(world)).toEqual({ settled: true, waiting: 0 });
  });

  it('is answered by each of those it names, in their order', async () => {
    const world = await aWorldOnStage();
    await seen(world, said({ text: '@luna and @lilith, good evening.' }));
    expect(world.chat.posts.map(({ speaker }) => speaker.slug)).toEqual(['luna', 'lilith']);
  });

  it('is answered by the others when one of them fails', async () => {
    const world = await aWorldOnStage({ llm: fakeLlm(anLlmFailure('moderation'), 'Always.') });
    await seen(world, said({ text: '@luna and @lilith, good evening.' }));
    expect(texts(world)).toEqual([expect.stringMatching(/^luna could not answer just now\.\n-# \w{8}$/i), 'Always.']);
  });

  it('is taken in once, however often it comes', async () => {
    const world = await aWorldOnStage();
    await acceptedFrom(world, said());
    expect(await accept(world, said(), null)).toEqual({ kind: 'known' });
  });

  it('is answered once when the work on it is begun again', async () => {
    const world = await aWorldOnStage();
    const accepted = await seen(world, said());
    await work(world, accepted, {});
    expect(texts(world)).toEqual(['Always.']);
    expect(world.llm.requests).toHaveLength(1);
  });

  it('is left for the next start when the program goes', async () => {
    const world = await aWorldOnStage();
    const accepted = await acceptedFrom(world, said());
    await work(world, accepted, { signal: AbortSignal.abort() });
    expect(await outcomeIn(world)).toEqual({ settled: false, waiting: 1 });
  });
});

describe('what is not answered', () => {
  it('the same words of the same person a moment later', async () => {
    const world = await aWorldOnStage();
    await seen(world, said());
    await seen(world, said({ id: '5001', saidAt: noon + 2_000_000 }));
    expect(texts(world)).toEqual(['Always.']);
    expect(await outcomeIn(world, '5001')).toEqual({ settled: true, waiting: 0 });
  });

  it('not the same words six seconds later', async () => {
    const world = await aWorldOnStage();
    await seen(world, said());
    await seen(world, said({ id: '5001', saidAt: noon + 6_000_000 }));
    expect(texts(world)).toHaveLength(2);
  });

  it('what was said a quarter of an hour ago', async () => {
    const world = await aWorldOnStage();
    await seen(world, said({ saidAt: noon - 901_000_000 }));
    expect(texts(world)).toEqual([]);
    expect(await outcomeIn(world)).toEqual({ settled: true, waiting: 0 });
  });

  it('whoever asks too often hears once when to come back', async () => {
    const settings = { 'limits.person': { state: 'value', value: '1/60' } } as const;
    const world = await aWorldOnStage({ settings });
    await seen(world, said());
    world.clock.jump(-60_000);
    for (const id of ['5001', '5002'])
      await work(world, await acceptedFrom(world, said({ id, text: `@lilith ${id}` })), {});
    expect(texts(world)).toEqual(['Always.', expect.stringContaining('Try again at')]);
  });

  it('what goes round in circles, and that is said once', async () => {
    const world = await aWorldOnStage({ settings: { 'limits.fuse': { state: 'value', value: '2/3600' } } });
    for (const id of ['1', '2', '3', '4'])
      await work(world, await acceptedFrom(world, said({ id, text: `@lilith ${id}` })), {});
    expect(texts(world)).toEqual(['Always.', 'Always.', expect.stringContaining('circles')]);
  });

  it('anything that is out of character, and nothing of it is kept', async () => {
    const world = await aWorldOnStage();
    expect(await accept(world, said({ text: '(( @lilith, brb' }), null)).toEqual({
      kind: 'ignored',
      because: 'out-of-character',
    });
    expect(await world.inbox.waiting()).toEqual([]);
  });

  it('a stranger who is not answered does not become known', async () => {
    const world = await aWorldOnStage();
    const author = { accountId: '700000000000000009', name: 'Zoe', kind: 'person' as const };
    await accept(world, said({ text: 'Lovely weather.', author }), null);
    expect(await world.users.findByAccount({ platform: 'discord', foreignId: author.accountId })).toBeUndefined();
  });
});

describe('a failure', () => {
  const failing = () => aWorldOnStage({ llm: fakeLlm(anLlmFailure('moderation')) });

  it('is said in the words of the personality, with a reference and a button', async () => {
    const world = await failing();
    await world.personalities.update(aPersonality({ isPublic: true, errorMessage: 'The line is dead.' }));
    await seen(world, said());
    expect(world.chat.posts).toMatchObject([
      { text: expect.stringMatching(/^The line is dead\.\n-# \w{8}$/), buttons: ['what-happened'] },
    ]);
    expect(await outcomeIn(world)).toEqual({ settled: true, waiting: 0 });
  });

  it('says nothing of what the provider said', async () => {
    const world = await failing();
    await seen(world, said());
    expect(texts(world).join()).not.toMatch(/rules|moderation|provider/i);
  });

  it('is said once when the work is begun again', async () => {
    const world = await failing();
    const accepted = await seen(world, said());
    await work(world, accepted, {});
    expect(texts(world)).toHaveLength(1);
  });

  it('of nobody paying is said in plain words, once a day', async () => {
    const world = await aWorldOnStage();
    const author = { accountId: anAccount('bob').foreignId, name: 'bob', kind: 'person' as const };
    await seen(world, said({ author }));
    await seen(world, said({ id: '5001', text: '@lilith, hello?', author }));
    expect(texts(world)).toEqual([expect.stringContaining('key of your own')]);
    expect(await outcomeIn(world, '5001')).toEqual({ settled: true, waiting: 0 });
  });

  it('to post an answer leaves the answer to be said later', async () => {
    const world = await aWorldOnStage({ chat: fakeChat({ failures: 1 }) });
    await seen(world, said());
    expect(texts(world)).toEqual([]);
    expect(await world.outbox.waiting()).toMatchObject([{ kind: 'answer', chunks: ['Always.'] }]);
    expect(await outcomeIn(world)).toEqual({ settled: true, waiting: 0 });
  });
});

describe('a personality for adults', () => {
  const adult: Seed = ({ personalities }) =>
    personalities.update(aPersonality({ isPublic: true, manner: { isAdult: true } }));
  const where = (isAgeRestricted: boolean | null) => ({ ...said().where, isAgeRestricted });

  it('answers where everybody is of age', async () => {
    const world = await aWorldOnStage({ seeds: [adult] });
    await seen(world, said({ where: where(true) }));
    expect(texts(world)).toEqual(['Always.']);
  });

  it('says elsewhere why it does not, once a day', async () => {
    const world = await aWorldOnStage({ seeds: [adult] });
    await seen(world, said());
    await seen(world, said({ id: '5001', text: '@lilith, please?' }));
    expect(texts(world)).toEqual([expect.stringContaining('for adults')]);
    expect(world.llm.requests).toEqual([]);
  });

  it('takes nobody for too young because it could not look', async () => {
    const world = await aWorldOnStage({ seeds: [adult] });
    await seen(world, said({ where: where(null) }));
    expect(texts(world)).toEqual([expect.stringContaining('could not be looked up')]);
  });
});

describe('a greeting', () => {
  it('comes before the first answer in direct messages, once', async () => {
    const world = await aWorldOnStage();
    await seen(world, said({}, dm));
    await seen(world, said({ id: '5001', text: 'And now?' }, dm));
    expect(texts(world)).toEqual(['Come in.', 'Always.', 'Always.']);
  });

  it('does not come where others read', async () => {
    const world = await aWorldOnStage();
    await seen(world, said());
    expect(texts(world)).toEqual(['Always.']);
  });
});

describe('what is said in one breath', () => {
  it('is one message with the words of all, and the earlier ones are merged into it', async () => {
    const world = await aWorldOnStage();
    const [first, second] = [
      await acceptedFrom(world, said()),
      await acceptedFrom(world, said({ id: '5001', text: '@lilith I mean: good evening.' })),
    ];
    await work(world, await merge(world, [first, second]), {});
    expect(texts(world)).toEqual(['Always.']);
    expect(world.llm.requests[0]?.prompt.turn.at(-1)?.text).toContain(
      'are you there?\n  @lilith I mean: good evening.',
    );
    expect(await outcomeIn(world)).toEqual({ settled: true, waiting: 0 });
    expect(await outcomeIn(world, '5001')).toEqual({ settled: true, waiting: 0 });
  });
});
