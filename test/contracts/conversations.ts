import { describe, expect } from 'vitest';
import type { Line } from '../../src/domain/conversation/line.js';
import type { HistoryLine } from '../../src/domain/conversation/history.js';
import { aConversation, aPersonality, aTurnRecord, aVenue, after } from '../support/builders.js';
import { hall, ids, people, speakers, storesTest, talks, type OpenStores, type Stores } from './stores.js';

/** What every Conversations promises. Run it against each adapter, and against the fake. */
export function conversationsContract(open: OpenStores) {
  describe('keeps the Conversations contract', () => {
    current(open);
    lines(open);
    lastSpeaker(open);
    history(open);
    changing(open);
  });
}

const inHall = { venue: hall, conversationId: 'gathering' } as const;
const texts = (spoken: readonly { readonly text: string }[]) => spoken.map(({ text }) => text);

function current(open: OpenStores) {
  const it = storesTest(open, people);

  it('has no conversation in a channel before the first', async ({ stores: { conversations } }) => {
    expect(await conversations.current('dm-ada')).toBeUndefined();
  });

  it('goes on with the conversation that was begun', async ({ stores: { conversations } }) => {
    await conversations.begin(aConversation(), aVenue());
    expect(await conversations.current('dm-ada')).toEqual(aConversation());
  });

  it('begins a new conversation in place of the one that went on', async ({ stores: { conversations } }) => {
    await conversations.begin(aConversation({ id: 'z' }), aVenue());
    await conversations.begin(aConversation({ id: 'a' }), aVenue());
    expect(await conversations.current('dm-ada')).toMatchObject({ id: 'a' });
  });

  it('begins a new conversation although the clock was set back', async ({ stores: { conversations } }) => {
    await conversations.begin(aConversation({ id: 'first', startedAt: after(60) }), aVenue());
    await conversations.begin(aConversation({ id: 'second', startedAt: after(0) }), aVenue());
    expect(await conversations.current('dm-ada')).toMatchObject({ id: 'second' });
  });

  it('keeps the conversations of different channels apart', async ({ stores: { conversations } }) => {
    await conversations.begin(aConversation(), aVenue());
    await conversations.begin(aConversation({ id: 'gathering', channelId: 'hall' }), hall);
    expect(await conversations.current('dm-ada')).toMatchObject({ id: 'talk' });
    expect(await conversations.current('hall')).toMatchObject({ id: 'gathering' });
  });
}

function lines(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('has no lines of a conversation in which nothing was said', async ({ stores: { conversations } }) => {
    expect(await conversations.lines('talk', 10)).toEqual({ lines: [], older: 0 });
  });

  it('gives lines back verbatim', async ({ stores: { conversations, turns } }) => {
    const turn = aTurnRecord({ said: '  “Who’s there?”\n\n🌙 e\u0301\t', answer: '`x`\r\n<b>&amp;</b> ' });
    await turns.record(turn);
    expect(await conversations.lines('talk', 10)).toEqual({ lines: turn.lines, older: 0 });
  });

  it('gives back the line of a person who has no name', async ({ stores: { conversations, turns } }) => {
    const said = aTurnRecord().lines.map((line): Line =>
      line.speaker.kind === 'person' ? { ...line, speaker: { ...line.speaker, name: null } } : line,
    );
    await turns.record(aTurnRecord({ lines: said }));
    expect((await conversations.lines('talk', 10)).lines).toEqual(said);
  });

  it('gives the newest lines, oldest first, and says how many older ones there are', async ({ stores }) => {
    const { conversations, turns } = stores;
    await turns.record(aTurnRecord({ triggerId: '1', said: 'one', answer: 'two', recordedAt: after(1) }));
    await turns.record(aTurnRecord({ triggerId: '2', said: 'three', answer: 'four', recordedAt: after(2) }));
    await turns.record(aTurnRecord({ triggerId: '3', said: 'five', answer: 'six', recordedAt: after(3) }));
    const newest = await conversations.lines('talk', 4);
    expect(texts(newest.lines)).toEqual(['three', 'four', 'five', 'six']);
    expect(newest.older).toBe(2);
    expect(texts((await conversations.lines('talk', 6)).lines)).toHaveLength(6);
  });

  it('only counts when no lines are asked for', async ({ stores: { conversations, turns } }) => {
    await turns.record(aTurnRecord());
    expect(await conversations.lines('talk', 0)).toEqual({ lines: [], older: 2 });
  });

  it('keeps lines of one moment in the order in which they came', async ({ stores: { conversations, turns } }) => {
    const said = ['z', 'a', 'm'];
    for (const triggerId of said)
      await turns.record(aTurnRecord({ triggerId, said: triggerId, answer: `${triggerId}!` }));
    expect(texts((await conversations.lines('talk', 10)).lines)).toEqual(['z', 'z!', 'a', 'a!', 'm', 'm!']);
  });

  it('gives the lines of one conversation and of no other', async ({ stores: { conversations, turns } }) => {
    await turns.record(aTurnRecord({ triggerId: 'private' }));
    await turns.record(aTurnRecord({ triggerId: 'open', ...inHall }));
    await conversations.begin(aConversation({ id: 'later', startedAt: after(60) }), aVenue());
    await turns.record(aTurnRecord({ triggerId: 'later', conversationId: 'later', recordedAt: after(60) }));
    expect(ids((await conversations.lines('talk', 10)).lines)).toEqual(['private-line', 'private-lilith-line']);
    expect(ids((await conversations.lines('gathering', 10)).lines)).toEqual(['open-line', 'open-lilith-line']);
    expect(ids((await conversations.lines('later', 10)).lines)).toEqual(['later-line', 'later-lilith-line']);
  });
}

function lastSpeaker(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('knows of no speaker before anybody spoke', async ({ stores: { conversations } }) => {
    expect(await conversations.lastSpeaker('dm-ada')).toBeUndefined();
    expect(await conversations.lastSpeaker('nowhere')).toBeUndefined();
  });

  it('knows who spoke last in a channel', async ({ stores: { conversations, turns } }) => {
    await turns.record(aTurnRecord({ triggerId: '1', recordedAt: after(1) }));
    await turns.record(aTurnRecord({ triggerId: '2', personalityId: 'luna', recordedAt: after(2) }));
    await turns.record(aTurnRecord({ triggerId: '3', ...inHall, recordedAt: after(3) }));
    expect(await conversations.lastSpeaker('dm-ada')).toBe('luna');
    expect(await conversations.lastSpeaker('hall')).toBe('lilith');
  });

  it('knows who spoke last although a new conversation began', async ({ stores: { conversations, turns } }) => {
    await turns.record(aTurnRecord());
    await conversations.begin(aConversation({ id: 'later', startedAt: after(60) }), aVenue());
    expect(await conversations.lastSpeaker('dm-ada')).toBe('lilith');
  });

  it('calls who spoke last by the slug of today', async ({ stores: { conversations, personalities, turns } }) => {
    await turns.record(aTurnRecord());
    await personalities.update(aPersonality({ slug: 'night-queen' }));
    expect(await conversations.lastSpeaker('dm-ada')).toBe('night-queen');
  });
}

function history(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns }) => {
    await turns.record(aTurnRecord({ triggerId: '1', said: 'one', answer: 'two', recordedAt: after(1) }));
    await turns.record(
      aTurnRecord({ triggerId: '2', said: 'x', answer: 'y', userId: 'bob', ...inHall, recordedAt: after(2) }),
    );
    await turns.record(aTurnRecord({ triggerId: '3', said: 'three', answer: 'four', ...inHall, recordedAt: after(3) }));
    await turns.record(
      aTurnRecord({ personalityId: 'luna', triggerId: '3', answer: 'five', ...inHall, recordedAt: after(4) }),
    );
  });
  const told = (found: readonly HistoryLine[]) => found.map(({ personality, text }) => `${personality}: ${text}`);

  it('tells what a person and a personality said to each other anywhere, newest first', async ({ stores }) => {
    const found = await stores.conversations.history({ userId: 'ada', personalityId: 'lilith' });
    expect(told(found)).toEqual(['lilith: four', 'lilith: three', 'lilith: two', 'lilith: one']);
  });

  it("tells a person's line with every personality that answered it", async ({ stores: { conversations } }) => {
    const found = await conversations.history({ userId: 'ada', personalityId: 'luna' });
    expect(told(found)).toEqual(['luna: five', 'luna: three']);
  });

  it('tells every line once where no personality is named', async ({ stores: { conversations } }) => {
    const found = await conversations.history({ userId: 'ada' });
    expect(texts(found)).toEqual(['five', 'four', 'three', 'two', 'one']);
  });

  it('tells nothing of what others said, and what was answered to them', async ({ stores: { conversations } }) => {
    expect(texts(await conversations.history({ userId: 'bob', personalityId: 'lilith' }))).toEqual(['y', 'x']);
    expect(await conversations.history({ userId: 'bob', personalityId: 'luna' })).toEqual([]);
    expect(await conversations.history({ userId: 'mallory' })).toEqual([]);
  });

  it('tells only of one channel where one is named', async ({ stores: { conversations } }) => {
    const found = await conversations.history({ userId: 'ada', channelId: 'hall' });
    expect(texts(found)).toEqual(['five', 'four', 'three']);
  });

  it('tells the newest where there is a limit', async ({ stores: { conversations } }) => {
    expect(texts(await conversations.history({ userId: 'ada', limit: 2 }))).toEqual(['five', 'four']);
    const limited = await conversations.history({
      userId: 'ada',
      personalityId: 'lilith',
      channelId: 'dm-ada',
      limit: 1,
    });
    expect(texts(limited)).toEqual(['two']);
  });

  it('says where a line was said, and by whom', async ({ stores: { conversations } }) => {
    const [answer, question] = await conversations.history({ userId: 'bob' });
    const turn = aTurnRecord({
      triggerId: '2',
      said: 'x',
      answer: 'y',
      userId: 'bob',
      ...inHall,
      recordedAt: after(2),
    });
    expect([question, answer]).toEqual(turn.lines.map(line => ({ ...line, personality: 'lilith', venue: hall })));
  });
}

function changing(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns, outbox }) => {
    await turns.record(
      aTurnRecord({ triggerId: '1', said: 'The key is brass.', answer: 'I see.', chunks: ['I ', 'see.'] }),
    );
    for (const [ordinal, id] of ['11', '12'].entries()) {
      await outbox.attempting('1-lilith-outbox', ordinal, after(1));
      await outbox.posted('1-lilith-outbox', ordinal, id);
    }
  });
  const now = async ({ conversations, memories }: Stores) => ({
    lines: texts((await conversations.lines('talk', 10)).lines),
    memories: texts(await memories.list({ personalityId: 'lilith' })).toSorted(),
  });

  it('puts other words into a line and what is remembered of it', async ({ stores }) => {
    expect(await stores.conversations.reword('dm-ada', '1', 'The key is iron.')).toBe(true);
    expect(await now(stores)).toEqual({
      lines: ['The key is iron.', 'I see.'],
      memories: ['I see.', 'The key is iron.'],
    });
  });

  it('finds the new words, and not the old ones', async ({ stores: { conversations, memories } }) => {
    await conversations.reword('dm-ada', '1', 'The key is iron.');
    const scope = { userId: 'ada', personalityId: 'lilith', venue: aVenue() };
    expect((await memories.search(scope, ['iron'], 5)).candidates).toHaveLength(1);
    expect((await memories.search(scope, ['brass'], 5)).candidates).toEqual([]);
  });

  const strangers = [
    ['of another channel', 'hall', '1'],
    ['of a personality', 'dm-ada', '11'],
    ['that nobody knows', 'dm-ada', '99'],
  ] as const;

  it.for(strangers)('changes nothing of a message %s', async ([, channelId, id], { stores }) => {
    const before = await now(stores);
    expect(await stores.conversations.reword(channelId, id, 'Mine.')).toBe(false);
    expect(await now(stores)).toEqual(before);
  });

  it('takes a line and what is remembered of it with its message', async ({ stores }) => {
    expect(await stores.conversations.withdraw('dm-ada', ['1', '99'])).toBe(1);
    expect(await now(stores)).toEqual({ lines: ['I see.'], memories: ['I see.'] });
  });

  it('keeps an answer of which a part is still there', async ({ stores }) => {
    expect(await stores.conversations.withdraw('dm-ada', ['11'])).toBe(0);
    expect((await now(stores)).lines).toContain('I see.');
  });

  it('takes an answer with its last part', async ({ stores }) => {
    expect(await stores.conversations.withdraw('dm-ada', ['11', '12'])).toBe(1);
    expect(await now(stores)).toEqual({ lines: ['The key is brass.'], memories: ['The key is brass.'] });
  });

  it('takes nothing from another channel', async ({ stores }) => {
    expect(await stores.conversations.withdraw('hall', ['1', '11', '12'])).toBe(0);
  });
}
