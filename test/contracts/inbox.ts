import { describe, expect } from 'vitest';
import { unansweredOutcomes, type Accepted } from '../../src/domain/inbox/accepted.js';
import { aConversation, anAcceptance, aParcel, aTurnRecord, aVenue, after, noon } from '../support/builders.js';
import { hall, people, speakers, storesTest, talks, type OpenStores, type Stores } from './stores.js';

/** What every Inbox promises. Run it against each adapter, and against the fake. */
export function inboxContract(open: OpenStores) {
  describe('keeps the Inbox contract', () => {
    accepting(open);
    settling(open);
    pruning(open);
    marking(open);
    attending(open);
  });
}

const ids = (waiting: readonly Accepted[]) => waiting.map(({ said }) => said.id);
const question = { messageId: '1000', personalityId: 'lilith' } as const;

function accepting(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('has nothing waiting where nothing came', async ({ stores: { inbox } }) => {
    expect(await inbox.waiting()).toEqual([]);
  });

  it('keeps all of a message until it is done', async ({ stores: { inbox } }) => {
    const accepted = anAcceptance({ originalId: '900', said: { text: 'Søren — 灯台 🌙', replyTo: aReply } });
    expect(await inbox.accept(accepted)).toBe(true);
    expect(await inbox.waiting()).toEqual([accepted]);
  });

  it('lists what waits in the order in which it came', async ({ stores: { inbox } }) => {
    for (const id of ['30', '10', '20']) await inbox.accept(anAcceptance({ said: { id } }));
    expect(ids(await inbox.waiting())).toEqual(['30', '10', '20']);
  });

  it.for<readonly [string, Parameters<typeof anAcceptance>[0]]>([
    ['is here already', { said: { id: '1000' } }],
    ['is another copy of what is here already', { said: { id: '1001' }, originalId: '900' }],
    ['is what something here is a copy of', { said: { id: '900' } }],
    ['is a copy of what is here already', { said: { id: '1001' }, originalId: '1000' }],
  ])('takes nothing in that %s', async ([, again], { stores: { inbox } }) => {
    await inbox.accept(anAcceptance({ originalId: '900' }));
    const before = await inbox.waiting();
    expect(await inbox.accept(anAcceptance(again))).toBe(false);
    expect(await inbox.waiting()).toEqual(before);
  });

  it('takes a message in once when it comes twice at the same moment', async ({ stores: { inbox } }) => {
    const taken = await Promise.all([inbox.accept(anAcceptance()), inbox.accept(anAcceptance())]);
    expect(taken.toSorted()).toEqual([false, true]);
    expect(ids(await inbox.waiting())).toEqual(['1000']);
  });

  it('has nothing waiting that is done', async ({ stores: { inbox } }) => {
    await inbox.accept(anAcceptance());
    await inbox.accept(anAcceptance({ said: { id: '1001' } }));
    await inbox.done('1000', after(1));
    expect(ids(await inbox.waiting())).toEqual(['1001']);
  });

  it('remembers that a message came once it is done', async ({ stores: { inbox } }) => {
    await inbox.accept(anAcceptance({ originalId: '900' }));
    await inbox.done('1000', after(1));
    expect(await inbox.accept(anAcceptance())).toBe(false);
    expect(await inbox.accept(anAcceptance({ said: { id: '900' } }))).toBe(false);
    expect(await inbox.waiting()).toEqual([]);
  });

  it('minds nothing about what never came', async ({ stores: { inbox } }) => {
    await inbox.done('1000', after(1));
    expect(await inbox.accept(anAcceptance())).toBe(true);
  });

  it('takes nothing in of somebody whom nobody knows', async ({ stores: { inbox } }) => {
    await expect(inbox.accept(anAcceptance({ userId: 'nobody' }))).rejects.toThrow();
    expect(await inbox.waiting()).toEqual([]);
  });
}

const aReply = { messageId: '999', channelId: 'dm-ada', message: null } as const;

function settling(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it.for(unansweredOutcomes)('notes that a message came to: %s', async (outcome, { stores: { inbox } }) => {
    expect(await inbox.isSettled(question)).toBe(false);
    expect(await inbox.settle(question, outcome, noon)).toBe(true);
    expect(await inbox.isSettled(question)).toBe(true);
  });

  it('notes an outcome once', async ({ stores: { inbox } }) => {
    await inbox.settle(question, 'failed', noon);
    expect(await inbox.settle(question, 'ignored', after(1))).toBe(false);
  });

  it('keeps messages and personalities apart', async ({ stores: { inbox } }) => {
    await inbox.settle(question, 'failed', noon);
    expect(await inbox.isSettled({ ...question, personalityId: 'luna' })).toBe(false);
    expect(await inbox.isSettled({ ...question, messageId: '1001' })).toBe(false);
  });

  it('knows what was answered', async ({ stores: { inbox, turns } }) => {
    await turns.record(aTurnRecord({ triggerId: '1000' }));
    expect(await inbox.isSettled(question)).toBe(true);
    expect(await inbox.settle(question, 'failed', noon)).toBe(false);
    expect(await turns.find('1000', 'lilith')).toBeDefined();
  });

  it('lets no answer be recorded to what came to something else', async ({ stores: { inbox, turns, outbox } }) => {
    await inbox.settle(question, 'too-old', noon);
    const answer = aTurnRecord({ triggerId: '1000' });
    await expect(turns.record(answer)).rejects.toMatchObject({ code: 'conflict' });
    expect(await outbox.waiting()).toEqual([]);
    expect(await turns.find('1000', 'lilith')).toBeUndefined();
  });

  it('notes nothing of a personality that is not there', async ({ stores: { inbox } }) => {
    await expect(inbox.settle({ ...question, personalityId: 'nobody' }, 'ignored', noon)).rejects.toThrow();
  });

  it('does not count a message for who did not answer it', async ({ stores }) => {
    const { inbox, turns, personalities, conversations } = stores;
    await turns.record(aTurnRecord({ triggerId: '1000' }));
    await inbox.settle({ ...question, personalityId: 'luna' }, 'failed', noon);
    expect(await personalities.counts('luna')).toMatchObject({ messages: 0 });
    expect(await conversations.history({ userId: 'ada', personalityId: 'luna' })).toEqual([]);
    await personalities.remove('lilith');
    expect((await conversations.lines('talk', 10)).lines).toEqual([]);
  });

  it('forgets the outcomes of a personality that is removed', async ({ stores: { inbox, personalities } }) => {
    await inbox.settle(question, 'failed', noon);
    await inbox.settle({ ...question, personalityId: 'luna' }, 'failed', noon);
    await personalities.remove('lilith');
    expect(await inbox.isSettled(question)).toBe(false);
    expect(await inbox.isSettled({ ...question, personalityId: 'luna' })).toBe(true);
  });
}

function pruning(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ inbox }) => {
    for (const id of ['1000', '1001', '1002']) await inbox.accept(anAcceptance({ said: { id } }));
    await inbox.done('1000', after(1));
    await inbox.done('1001', after(2));
    await inbox.done('1000', after(9));
  });

  it('forgets what was done before a moment, and says how much that was', async ({ stores: { inbox } }) => {
    expect(await inbox.prune(after(1))).toBe(0);
    expect(await inbox.prune(after(2))).toBe(1);
    expect(await inbox.accept(anAcceptance())).toBe(true);
    expect(await inbox.accept(anAcceptance({ said: { id: '1001' } }))).toBe(false);
  });

  it('forgets nothing that waits', async ({ stores: { inbox } }) => {
    expect(await inbox.prune(after(10 ** 6))).toBe(2);
    expect(ids(await inbox.waiting())).toEqual(['1002']);
  });
}

function marking(open: OpenStores) {
  const it = storesTest(open, people);

  it('has seen nothing to begin with', async ({ stores: { inbox } }) => {
    expect(await inbox.marks()).toEqual(new Map());
  });

  it('remembers up to where each channel was seen', async ({ stores: { inbox } }) => {
    await inbox.mark(new Map([['hall', '10'], ['alcove', '20']])); // prettier-ignore
    await inbox.mark(new Map([['hall', '11']]));
    expect(await inbox.marks()).toEqual(new Map([['hall', '11'], ['alcove', '20']])); // prettier-ignore
  });

  it('has seen a channel up to what it first took in there', async ({ stores: { inbox } }) => {
    await inbox.accept(anAcceptance({ said: { id: '1001' } }));
    await inbox.accept(anAcceptance({ said: { id: '1002' } }));
    expect([...(await inbox.marks()).values()]).toEqual(['1001']);
  });

  it.for([
    ['11', '10'],
    ['10', '9'],
    ['1321234567890123457', '1321234567890123456'],
    ['1321234567890123456', '999999999999999999'],
  ] as const)('goes on to %s from %s, and not back', async ([newer, older], { stores: { inbox } }) => {
    await inbox.mark(new Map([['hall', older]]));
    await inbox.mark(new Map([['hall', newer]]));
    await inbox.mark(new Map([['hall', older]]));
    expect(await inbox.marks()).toEqual(new Map([['hall', newer]]));
  });
}

const since = { guildsSince: after(10), closeSince: after(20) } as const;

function attending(open: OpenStores) {
  const alcove = aVenue({ kind: 'thread' });
  const it = storesTest(open, people, speakers, talks, async ({ conversations }) => {
    await conversations.begin(aConversation({ id: 'whispers', channelId: alcove.channelId }), alcove);
  });

  async function answered({ turns, outbox }: Stores, venue: typeof hall, recordedAt: number) {
    const conversationId = { dm: 'talk', guild: 'gathering', thread: 'whispers' }[venue.kind];
    const turn = aTurnRecord({ triggerId: `in-${venue.channelId}`, venue, conversationId, recordedAt });
    await turns.record(turn);
    await outbox.delivered(turn.outboxId, recordedAt);
  }

  it('attends nothing where nothing happened', async ({ stores: { inbox } }) => {
    expect(await inbox.attended(since)).toEqual([]);
  });

  it.for([
    ['an open channel, answered in late enough', hall, 10, true],
    ['an open channel, answered in too long ago', hall, 9, false],
    ['direct messages, answered in late enough', aVenue(), 20, true],
    ['direct messages, answered in too long ago', aVenue(), 19, false],
    ['a thread, answered in late enough', alcove, 20, true],
    ['a thread, answered in too long ago', alcove, 19, false],
  ] as const)('looks at %s', async ([, venue, seconds, isAttended], { stores }) => {
    await answered(stores, venue, after(seconds));
    expect(await stores.inbox.attended(since)).toEqual(isAttended ? [venue.channelId] : []);
  });

  it('attends where somebody is activated, whatever was answered', async ({ stores }) => {
    await stores.activations.add({ channelId: 'cellar', slug: 'lilith', activatedBy: null });
    await stores.activations.add({ channelId: 'cellar', slug: 'luna', activatedBy: null });
    await answered(stores, hall, after(30));
    expect(await stores.inbox.attended(since)).toEqual(['cellar', 'hall']);
  });

  it('attends nothing for what is no answer, or never arrived', async ({ stores: { inbox, outbox, turns } }) => {
    await outbox.put(aParcel({ venue: hall, recordedAt: after(30) }));
    await outbox.delivered('parcel', after(30));
    await turns.record(aTurnRecord({ recordedAt: after(30) }));
    expect(await inbox.attended(since)).toEqual([]);
  });

  it('attends no terminal', async ({ stores }) => {
    const terminal = aVenue({ platform: 'terminal', channelId: 'terminal:ada' });
    await stores.conversations.begin(aConversation({ id: 'whispering', channelId: 'terminal:ada' }), terminal);
    const turn = aTurnRecord({ venue: terminal, conversationId: 'whispering', recordedAt: after(30) });
    await stores.turns.record(turn);
    await stores.outbox.delivered(turn.outboxId, after(30));
    expect(await stores.inbox.attended(since)).toEqual([]);
  });
}
