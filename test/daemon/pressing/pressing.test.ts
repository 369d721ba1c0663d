import { describe, expect, it } from 'vitest';
import { buttonId } from '../../../src/domain/outbox/button.js';
import type { Button } from '../../../src/domain/outbox/parcel.js';
import { microsPerDay } from '../../../src/domain/time.js';
import { fakeLlm, type FakeLlm, type Scripted } from '../../fakes/llm.js';
import { anLlmFailure } from '../../support/builders.js';
import { anAsker, answered, aPress, aSaid, aStage, hall, replyIn, type Stage } from '../slash/stage.js';

const bob = anAsker('bob');
const question = aSaid('bob', '@lilith where is the lantern?');

type Talk = Stage & { readonly llm: FakeLlm };

/** A stage with a model that does this, one after the other, and the first of it done. */
async function aTalk(...script: readonly Scripted[]): Promise<Talk> {
  const llm = fakeLlm(...script);
  const stage = await aStage({ llms: { of: () => llm } });
  await answered(stage, question);
  await stage.clock.advance(1000);
  return { ...stage, llm };
}

const standing = ({ chat }: Stage) => [...chat.standing.values()];

/** The reference under what stands there last. */
const referenceIn = (stage: Stage) => standing(stage).at(-1)?.reference ?? '';

function press(stage: Stage, what: Button, reference = referenceIn(stage), asker = bob) {
  const id = buttonId({ what, reference, accountId: asker.accountId });
  return stage.asked(aPress(id ?? ''), asker);
}

const linesIn = async ({ app, person }: Stage) => {
  const lines = await app.conversation.history({ userId: (await person('bob')).id });
  return lines.map(({ text }) => text).toReversed();
};

const memoriesIn = async ({ app, person }: Stage) => {
  const { id } = await person('bob');
  const lilith = await app.personality.find({ userId: id, isOwner: false }, 'lilith');
  const memories = await app.memory.list(lilith.id, id, undefined);
  return memories.map(({ text }) => text).toReversed();
};

describe('another answer', () => {
  it('stands in the place of the first one, everywhere', async () => {
    const talk = await aTalk('In the harbour.', 'In the tower.');
    const [id] = talk.chat.standing.keys();
    const sent = await press(talk, 'regenerate');
    expect(replyIn(sent)).toMatchObject({ isPrivate: true, text: 'Another answer stands there now.' });
    expect([...talk.chat.standing].map(([each, { text }]) => [each, text])).toEqual([[id, 'In the tower.']]);
    expect(await linesIn(talk)).toEqual([question.text, 'In the tower.']);
    expect(await memoriesIn(talk)).toEqual([question.text, 'In the tower.']);
  });

  it('is given as if the first one had never been', async () => {
    const talk = await aTalk('In the harbour.', 'In the tower.');
    await press(talk, 'regenerate');
    const [first, second] = talk.llm.requests;
    expect(second?.prompt).toEqual(first?.prompt);
    expect(JSON.stringify(second)).not.toContain('harbour');
  });

  it('does not see what was said afterwards', async () => {
    const talk = await aTalk('In the harbour.', 'Good night.', 'In the tower.');
    const reference = referenceIn(talk);
    await answered(talk, aSaid('bob', '@lilith sleep well.', { id: '100000000000000002', saidAt: talk.clock.now() }));
    await talk.clock.advance(1000);
    await press(talk, 'regenerate', reference);
    expect(JSON.stringify(talk.llm.requests.at(-1))).not.toMatch(/sleep well|Good night/);
    expect(await linesIn(talk)).toEqual([question.text, 'In the tower.', '@lilith sleep well.', 'Good night.']);
  });

  it('can be had again and again', async () => {
    const talk = await aTalk('One.', 'Two.', 'Three.');
    for (const text of ['Two.', 'Three.']) {
      await press(talk, 'regenerate');
      await talk.clock.advance(1000);
      expect(standing(talk).map(each => each.text)).toEqual([text]);
    }
  });

  it('has as many parts as it needs', async () => {
    const long = ['a', 'b', 'c'].map(letter => `${letter.repeat(1500)}.`).join('\n\n');
    const talk = await aTalk('Short.', long, 'Short again.');
    await press(talk, 'regenerate');
    expect(standing(talk).map(({ text }) => text[0])).toEqual(['a', 'b', 'c']);
    expect(standing(talk).map(({ buttons }) => buttons.length > 0)).toEqual([false, false, true]);
    await talk.clock.advance(1000);
    await press(talk, 'regenerate');
    expect(standing(talk).map(({ text }) => text)).toEqual(['Short again.']);
  });

  it('is said anew where the first one was deleted by hand', async () => {
    const talk = await aTalk('In the harbour.', 'In the tower.');
    const reference = referenceIn(talk);
    for (const id of talk.chat.standing.keys()) await talk.chat.erase(hall.channelId, id);
    await press(talk, 'regenerate', reference);
    expect(standing(talk).map(({ text }) => text)).toEqual(['In the tower.']);
  });

  it('leaves everything as it is when nothing comes of it', async () => {
    const talk = await aTalk('In the harbour.', anLlmFailure('moderation'));
    const before = [standing(talk), await linesIn(talk), await memoriesIn(talk)];
    const reply = replyIn(await press(talk, 'regenerate'));
    expect(reply.isPrivate).toBe(true);
    expect([standing(talk), await linesIn(talk), await memoriesIn(talk)]).toEqual(before);
  });

  it('arrives at the next start when it could not be said at once', async () => {
    const talk = await aTalk('In the harbour.', 'In the tower.');
    const { rewrite } = talk.chat;
    talk.chat.rewrite = () => Promise.reject(new Error('no connection'));
    expect(replyIn(await press(talk, 'regenerate')).isPrivate).toBe(true);
    expect(standing(talk).map(({ text }) => text)).toEqual(['In the harbour.']);
    talk.chat.rewrite = rewrite;
    await talk.app.outbox.deliverLate({ all: true });
    expect(standing(talk).map(({ text }) => text)).toEqual(['In the tower.']);
  });

  it('is for the same one of those who share an account', async () => {
    const llm = fakeLlm('In the harbour.', 'In the tower.');
    const talk = { ...(await aStage({ llms: { of: () => llm } })), llm };
    const copy = { ...question, author: { accountId: '900000000000000001', name: 'Fox', kind: 'proxy' as const } };
    const proxied = { accountId: bob.accountId, memberId: 'fox', name: 'Fox', displayName: null, originalId: '100000000000000009' }; // prettier-ignore
    await answered(talk, copy, proxied);
    await talk.clock.advance(1000);
    await press(talk, 'regenerate');
    const [first, second] = llm.requests;
    expect(second?.prompt).toEqual(first?.prompt);
    expect(JSON.stringify(second)).toContain('Fox');
    expect(standing(talk).map(({ text }) => text)).toEqual(['In the tower.']);
  });

  it('is refused where the message is gone', async () => {
    const talk = await aTalk('In the harbour.', 'In the tower.');
    talk.messages.clear();
    expect(replyIn(await press(talk, 'regenerate')).text).toContain('is gone');
    expect(talk.llm.requests).toHaveLength(1);
  });

  it('is refused where a new conversation has begun', async () => {
    const talk = await aTalk('In the harbour.', 'In the tower.');
    await talk.app.conversation.begin(hall);
    expect(replyIn(await press(talk, 'regenerate')).text).toContain('stays as it is');
    expect(standing(talk).map(({ text }) => text)).toEqual(['In the harbour.']);
  });

  it('counts like any other question', async () => {
    const talk = await aTalk('Again.');
    const replies = [];
    for (let each = 0; each < 10; each++) replies.push(replyIn(await press(talk, 'regenerate')).text);
    expect(replies.at(-1)).toContain('faster than it can be answered');
    expect(talk.llm.requests.length).toBeLessThan(12);
  });
});

describe('an answer that is taken back', () => {
  it('is gone from everywhere', async () => {
    const talk = await aTalk('In the harbour.');
    const reference = referenceIn(talk);
    expect(replyIn(await press(talk, 'delete'))).toMatchObject({ isPrivate: true });
    expect(standing(talk)).toEqual([]);
    expect(await linesIn(talk)).not.toContain('In the harbour.');
    expect(await memoriesIn(talk)).toEqual([question.text]);
    expect(replyIn(await press(talk, 'delete', reference)).text).toContain('not known here any more');
  });

  it.each(['delete', 'regenerate'] as const)('is nobody else’s to %s, whatever their button says', async what => {
    const talk = await aTalk('In the harbour.');
    const sent = await press(talk, what, referenceIn(talk), anAsker('mallory'));
    expect(replyIn(sent)).toEqual({ isPrivate: true, text: 'This answer was given to somebody else.' });
    expect(standing(talk).map(({ text }) => text)).toEqual(['In the harbour.']);
  });
});

describe('what happened', () => {
  it('is told to whoever it concerns, and to them alone', async () => {
    const talk = await aTalk(anLlmFailure('moderation'));
    const reply = replyIn(await press(talk, 'what-happened'));
    expect(reply.isPrivate).toBe(true);
    expect(reply.text).toContain('did not answer: moderation');
    expect(reply.text).toContain('fake/model');
    const others = replyIn(await press(talk, 'what-happened', referenceIn(talk), anAsker('mallory')));
    expect(others).toMatchObject({ isPrivate: true, text: expect.stringContaining('not known any more') });
  });

  it('is not known for ever', async () => {
    const talk = await aTalk(anLlmFailure('moderation'));
    talk.clock.jump((2 * microsPerDay) / 1000);
    expect(replyIn(await press(talk, 'what-happened')).text).toContain('not known any more');
  });
});
