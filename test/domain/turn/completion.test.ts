import { describe, expect, it } from 'vitest';
import type { Scripted } from '../../fakes/llm.js';
import { fakeLlm, silence } from '../../fakes/llm.js';
import type { Seed } from '../../contracts/stores.js';
import { aDraft, anLlmFailure, aSpent, aUser } from '../../support/builders.js';
import { choose } from '../../../src/domain/settings/actions.js';
import { why } from '../../../src/domain/trace/actions.js';
import { aWorld, refusal, say, type World } from './world.js';

const long = 'Always the kettle, and never the rain.';

/** Lilith names a model, and another one for when that does not answer. */
const withFallback: Seed = async ({ personalities }) => {
  const lilith = await personalities.find('lilith');
  if (lilith === undefined) return;
  await personalities.update({ ...lilith, llm: { ...lilith.llm, model: 'some/model', fallbackModel: 'other/model' } });
};

const picture = { type: 'image/png', bytes: new Uint8Array([1]) } as const;

const openRouter = (...script: readonly Scripted[]) => aWorld({ llm: fakeLlm(...script), seeds: [withFallback] });
const linesIn = async (world: World) => {
  const conversation = await world.conversations.current('dm-ada');
  return conversation === undefined ? [] : (await world.conversations.lines(conversation.id, 100)).lines;
};

describe('an answer of the fallback', () => {
  const failsOnce: Scripted = ({ model }) => {
    if (model === 'some/model') throw anLlmFailure('model-missing');
    return aDraft({ model });
  };

  it('is told as one', async () => {
    const { made } = await say(await openRouter(failsOnce));
    expect(made).toMatchObject({
      model: 'other/model',
      remarks: ['some/model did not answer (not known to its provider), so other/model did.'],
    });
  });

  it('needs no remark where the model itself answers', async () => {
    expect((await say(await openRouter('Always.'))).made).toMatchObject({ remarks: [] });
  });
});

describe('an answer of which something is missing', () => {
  it.each([
    [{ finish: 'length' }, 'some/model had no room left, so the end is missing. Allow it more: max_tokens.'],
    [{ finish: 'filtered' }, 'some/model was stopped by the rules of its provider, so the end may be missing.'],
    [{ pictures: [picture] }, 'some/model drew a picture, which cannot be shown here.'],
    [{ pictures: [picture, picture] }, 'some/model drew 2 pictures, which cannot be shown here.'],
  ] as const)('is told as one: %o', async (fields, remark) => {
    const { reply, made } = await say(await openRouter({ text: 'Always the kettle,', ...fields }));
    expect([reply, made?.remarks]).toEqual(['Always the kettle,', [remark]]);
  });

  it('is none where only a picture came, and says so', async () => {
    const world = await openRouter({ text: '', pictures: [picture] });
    expect(await refusal(say(world))).toMatchObject({
      message:
        'The model some/model drew and wrote nothing, and pictures cannot be shown here. Choose a model that writes.',
    });
    expect(world.llm.requests).toHaveLength(1);
  });
});

describe('an answer that repeats an earlier one', () => {
  it('is asked for again, once', async () => {
    const world = await aWorld({ llm: fakeLlm(long, long, 'Now and then the rain, if you insist on it.') });
    await say(world, { id: 'one' });
    expect((await say(world, { id: 'two' })).reply).toBe('Now and then the rain, if you insist on it.');
    expect(world.llm.requests).toHaveLength(3);
    expect(await linesIn(world)).toHaveLength(4);
  });

  it('says what both cost, and so does its trace', async () => {
    const world = await aWorld({ llm: fakeLlm(long, long, 'Now and then the rain, if you insist on it.') });
    await say(world, { id: 'one' });
    const { made, reference } = await say(world, { id: 'two' });
    const { tokensIn, costNanoUsd } = aSpent();
    const both = { tokensIn: 2 * tokensIn, costNanoUsd: 2 * costNanoUsd };
    expect(made?.spent).toMatchObject(both);
    expect((await why(world, aUser(), reference)).spent).toMatchObject(both);
  });

  it('is said where nothing else comes', async () => {
    const world = await aWorld({ llm: fakeLlm(long) });
    await say(world, { id: 'one' });
    expect((await say(world, { id: 'two' })).reply).toBe(long);
    expect(world.llm.requests).toHaveLength(3);
  });

  it('is said at once where somebody wants no other', async () => {
    const world = await aWorld({ llm: fakeLlm(long) });
    await choose(world, { userId: aUser().id, personalityId: null }, 'answer.retries', '0');
    for (const id of ['one', 'two']) await say(world, { id });
    expect(world.llm.requests).toHaveLength(2);
  });

  it('is said where somebody watched it come', async () => {
    const world = await aWorld({ llm: fakeLlm(long) });
    for (const id of ['one', 'two']) await say(world, { id }, { streams: true });
    expect(world.llm.requests).toHaveLength(2);
  });

  it('may be short: yes is yes', async () => {
    const world = await aWorld({ llm: fakeLlm('Yes.') });
    for (const id of ['one', 'two', 'three']) await say(world, { id });
    expect(world.llm.requests).toHaveLength(3);
  });
});

describe('what is being shown', () => {
  it('is begun anew with another attempt, where nothing of the first was seen', async () => {
    const thinks: Scripted = (_, { onText }) => {
      onText?.('<think>Hm, let me see what I');
      throw anLlmFailure('network');
    };
    const world = await aWorld({ llm: fakeLlm(thinks, long) });
    const answer = say(world, {}, { streams: true });
    await world.clock.advance(2000);
    expect((await answer).reply).toBe(long);
    const shown = world.chat.drafts.map(({ text }) => text);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter(text => !long.startsWith(text))).toEqual([]);
  });
});

describe('one message that is asked about twice at once', () => {
  const slow: Scripted = async () => {
    await clock.current?.sleep(1000);
    return aDraft({ text: long });
  };
  const clock: { current?: { sleep(ms: number): Promise<void> } } = {};
  const aSlowWorld = async () => {
    const world = await aWorld({ llm: fakeLlm(slow) });
    clock.current = world.clock;
    return world;
  };

  it('is answered once, and the model is asked once', async () => {
    const world = await aSlowWorld();
    const both = Promise.all([say(world), say(world)]);
    await world.clock.advance(1000);
    expect(new Set((await both).map(({ reference }) => reference)).size).toBe(1);
    expect(world.llm.requests).toHaveLength(1);
    expect(world.chat.posts).toHaveLength(1);
  });

  it('is answered all the same when one of them does not want to wait', async () => {
    const world = await aSlowWorld();
    const leaving = new AbortController();
    const [first, second] = [refusal(say(world, {}, { signal: leaving.signal })), say(world)];
    await world.clock.advance(500);
    leaving.abort(new Error('Ada changed her mind.'));
    expect(await first).toBe(leaving.signal.reason);
    await world.clock.advance(500);
    expect((await second).reply).toBe(long);
  });

  it('is broken off when neither wants to wait, and its row is closed before that is told', async () => {
    const world = await aWorld({ llm: fakeLlm(silence) });
    const leaving = new AbortController();
    const both = [1, 2].map(() => refusal(say(world, {}, { signal: leaving.signal })));
    await world.clock.advance(500);
    leaving.abort(new Error('Ada changed her mind.'));
    expect(await Promise.all(both)).toEqual([leaving.signal.reason, leaving.signal.reason]);
    expect((await world.ledger.rows({})).map(({ state }) => state)).toEqual(['abandoned']);
  });
});
