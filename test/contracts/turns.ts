import { describe, expect } from 'vitest';
import type { Venue } from '../../src/domain/conversation/venue.js';
import type { TurnRecord } from '../../src/domain/turn/record.js';
import { aMemory, aParcel, aSealedTrace, aTurnRecord, aVenue, after } from '../support/builders.js';
import { people, speakers, storesTest, talks, type OpenStores, type Stores } from './stores.js';

/** What every Turns promises. Run it against each adapter, and against the fake. */
export function turnsContract(open: OpenStores) {
  describe('keeps the Turns contract', () => {
    recording(open);
    refusing(open);
    traces(open);
    replacing(open);
  });
}

function recording(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('finds no answer where there was none', async ({ stores: { turns } }) => {
    await turns.record(aTurnRecord());
    expect(await turns.find('hello', 'luna')).toBeUndefined();
    expect(await turns.find('goodbye', 'lilith')).toBeUndefined();
  });

  it('finds the answer of a personality to a message', async ({ stores: { turns } }) => {
    await turns.record(aTurnRecord({ answer: 'Always. Ask.', chunks: ['Always.', 'Ask.'], recordedAt: after(1) }));
    expect(await turns.find('hello', 'lilith')).toEqual({
      outboxId: 'hello-lilith-outbox',
      triggerId: 'hello',
      channelId: 'dm-ada',
      personalityId: 'lilith',
      reference: 'hello-lilith',
      text: 'Always. Ask.',
      chunks: ['Always.', 'Ask.'],
      memoryId: 'hello-lilith-spoken',
      recordedAt: after(1),
      deliveredAt: null,
    });
  });

  it('finds an answer of which nothing is remembered', async ({ stores: { turns } }) => {
    await turns.record(aTurnRecord({ memories: [] }));
    expect(await turns.find('hello', 'lilith')).toMatchObject({ memoryId: null });
  });

  it('keeps the lines, the memories and the trace of a turn', async ({ stores }) => {
    const { turns, memories, conversations } = stores;
    const turn = aTurnRecord({ said: 'Where is the lantern?', answer: 'In the harbour.', trace: aSealedTrace() });
    await turns.record(turn);
    expect((await conversations.lines('talk', 10)).lines).toEqual(turn.lines);
    expect(await memories.find('hello-lilith-heard')).toEqual(turn.memories[0]);
    expect(await memories.find('hello-lilith-spoken')).toEqual(turn.memories[1]);
    expect(await turns.trace('hello-lilith', after(0))).toEqual(turn.trace);
  });

  it('makes what a turn remembers come to mind', async ({ stores: { turns, memories } }) => {
    await turns.record(aTurnRecord({ said: 'Where is the lantern?' }));
    const scope = { userId: 'ada', personalityId: 'lilith', venue: aVenue() };
    const found = await memories.search(scope, ['lantern'], 10);
    expect(found.candidates.map(({ memory }) => memory.id)).toEqual(['hello-lilith-heard']);
    expect(found.scopeSize).toBe(2);
  });

  it('keeps the answers of several personalities to one message', async ({ stores: { turns } }) => {
    await turns.record(aTurnRecord());
    await turns.record(aTurnRecord({ personalityId: 'luna', answer: 'I am, too.' }));
    expect(await turns.find('hello', 'lilith')).toMatchObject({ text: 'Always.' });
    expect(await turns.find('hello', 'luna')).toMatchObject({ text: 'I am, too.' });
  });

  const second = aTurnRecord({ personalityId: 'luna', recordedAt: after(1) });
  const bringing = [
    ['brings again', second],
    ['does not bring again', { ...second, lines: second.lines.slice(1) }],
  ] as const;

  it.for(bringing)('keeps one line of a person that a second answer %s', async ([, turn], { stores }) => {
    const first = aTurnRecord();
    await stores.turns.record(first);
    await stores.turns.record(turn);
    expect((await stores.conversations.lines('talk', 10)).lines).toEqual([...first.lines, ...second.lines.slice(1)]);
  });
}

/** Everything that a turn of ada and lilith could have left behind. */
const leftBehind = async ({ outbox, conversations, memories, personalities, keyEpochs }: Stores) => ({
  waiting: await outbox.waiting(),
  lines: await conversations.lines('talk', 10),
  history: await conversations.history({ userId: 'ada' }),
  memories: await memories.list({ personalityId: 'lilith' }),
  counts: await personalities.counts('lilith'),
  sealed: await keyEpochs.sealedRows(),
});

const nowhere: Venue = aVenue({ kind: 'guild', channelId: 'nowhere' });

const impossible: readonly (readonly [what: string, turn: TurnRecord])[] = [
  [
    'a memory is of a personality that nobody knows',
    aTurnRecord({ memories: [aMemory({ id: 'heard' }), aMemory({ id: 'spoken', personalityId: 'nobody' })] }),
  ],
  [
    'a memory is of a person whom nobody knows',
    aTurnRecord({ memories: [aMemory({ id: 'heard' }), aMemory({ id: 'spoken', userId: 'nobody' })] }),
  ],
  ['the conversation never began', aTurnRecord({ conversationId: 'silence' })],
  ['nothing was ever said in the channel', aTurnRecord({ channelId: nowhere.channelId })],
  ['the personality is not there', aTurnRecord({ personalityId: 'nobody' })],
];

function refusing(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it.for(impossible)('changes nothing when %s', async ([, turn], { stores }) => {
    const before = await leftBehind(stores);
    const trace = aSealedTrace({ reference: turn.reference });
    await expect(stores.turns.record({ ...turn, trace })).rejects.toThrow();
    expect(await leftBehind(stores)).toEqual(before);
    expect(await stores.turns.find(turn.triggerId, turn.personalityId)).toBeUndefined();
    expect(await stores.turns.trace(turn.reference, after(0))).toBeUndefined();
  });

  it('records a turn after one that was impossible', async ({ stores: { turns } }) => {
    await expect(turns.record(aTurnRecord({ memories: [aMemory({ userId: 'nobody' })] }))).rejects.toThrow();
    await turns.record(aTurnRecord());
    expect(await turns.find('hello', 'lilith')).toBeDefined();
  });

  const other = aTurnRecord({ triggerId: 'again', answer: 'Never.', trace: aSealedTrace({ reference: 'again' }) });
  const again: TurnRecord = { ...other, triggerId: 'hello', reference: 'again' };

  it('refuses a second answer of a personality to a message', async ({ stores: { turns } }) => {
    await turns.record(aTurnRecord());
    await expect(turns.record(again)).rejects.toMatchObject({ code: 'conflict' });
    await expect(turns.record(aTurnRecord())).rejects.toMatchObject({ code: 'conflict' });
  });

  it('changes nothing when it refuses a second answer', async ({ stores }) => {
    await stores.turns.record(aTurnRecord());
    const before = await leftBehind(stores);
    await expect(stores.turns.record(again)).rejects.toThrow();
    expect(await leftBehind(stores)).toEqual(before);
    expect(await stores.turns.find('hello', 'lilith')).toMatchObject({ text: 'Always.' });
    expect(await stores.turns.trace('again', after(0))).toBeUndefined();
  });

  it('refuses a second answer although the first has arrived', async ({ stores: { turns, outbox } }) => {
    await turns.record(aTurnRecord());
    await outbox.delivered('hello-lilith-outbox', after(1));
    await expect(turns.record(again)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('records nothing when something else is in the outbox under its id', async ({ stores }) => {
    await stores.outbox.put(aParcel({ outboxId: 'hello-lilith-outbox' }));
    const before = await leftBehind(stores);
    await expect(stores.turns.record(aTurnRecord())).rejects.toThrow();
    expect(await leftBehind(stores)).toEqual(before);
    expect(await stores.turns.find('hello', 'lilith')).toBeUndefined();
  });

  it('records one answer when two are made at once', async ({ stores: { turns, conversations } }) => {
    const asked = await Promise.allSettled([turns.record(aTurnRecord()), turns.record(again)]);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await conversations.lines('talk', 10)).lines).toHaveLength(2);
  });
}

function traces(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns }) => {
    for (const [triggerId, expiresAt] of [
      ['soon', after(10)],
      ['later', after(20)],
    ] as const) {
      const trace = aSealedTrace({ reference: `${triggerId}-lilith`, expiresAt });
      await turns.record(aTurnRecord({ triggerId, trace }));
    }
  });

  it('has no trace of what was never answered, or answered without one', async ({ stores: { turns } }) => {
    await turns.record(aTurnRecord({ triggerId: 'untraced' }));
    expect(await turns.trace('untraced-lilith', after(0))).toBeUndefined();
    expect(await turns.trace('never', after(0))).toBeUndefined();
  });

  it('gives a trace until it expires', async ({ stores: { turns } }) => {
    expect(await turns.trace('soon-lilith', after(10) - 1)).toMatchObject({ reference: 'soon-lilith' });
    expect(await turns.trace('soon-lilith', after(10))).toBeUndefined();
    expect(await turns.trace('later-lilith', after(10))).toMatchObject({ reference: 'later-lilith' });
  });

  it('removes the traces that have expired, and says how many there were', async ({ stores: { turns } }) => {
    expect(await turns.dropExpiredTraces(after(10) - 1)).toBe(0);
    expect(await turns.dropExpiredTraces(after(10))).toBe(1);
    expect(await turns.dropExpiredTraces(after(10))).toBe(0);
    expect(await turns.trace('soon-lilith', after(0))).toBeUndefined();
    expect(await turns.trace('later-lilith', after(0))).toBeDefined();
    expect(await turns.dropExpiredTraces(after(60))).toBe(1);
  });

  it('keeps a trace of what came to no answer, until it expires', async ({ stores: { turns } }) => {
    const trace = aSealedTrace({ reference: 'failed', expiresAt: after(10) });
    await turns.keepTrace(trace);
    expect(await turns.trace('failed', after(10) - 1)).toEqual(trace);
    expect(await turns.trace('failed', after(10))).toBeUndefined();
    expect(await turns.find('failed', 'lilith')).toBeUndefined();
    expect(await turns.dropExpiredTraces(after(10))).toBe(2);
  });

  it.for([
    ['there is one of its reference', { reference: 'soon-lilith' }],
    ['its person is not there', { userId: 'nobody' }],
    ['its personality is not there', { personalityId: 'nobody' }],
  ] as const)('keeps no trace when %s', async ([, fields], { stores: { turns } }) => {
    const before = await turns.trace('soon-lilith', after(0));
    const trace = aSealedTrace({ reference: 'failed', sealed: 'other', ...fields });
    await expect(turns.keepTrace(trace)).rejects.toThrow();
    expect(await turns.trace('failed', after(0))).toBeUndefined();
    expect(await turns.trace('soon-lilith', after(0))).toEqual(before);
  });

  it('keeps the answer when its trace is removed', async ({ stores: { turns } }) => {
    await turns.dropExpiredTraces(after(60));
    expect(await turns.find('soon', 'lilith')).toMatchObject({ reference: 'soon-lilith' });
  });
}

function replacing(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);
  const first = aTurnRecord({ answer: 'Always.', trace: aSealedTrace() });
  const reference = 'another';
  const other: TurnRecord = {
    ...aTurnRecord({ answer: 'Never. Ask again.', chunks: ['Never.', 'Ask again.'], recordedAt: after(60) }),
    reference,
    trace: aSealedTrace({ reference }),
  };

  it('puts an answer in place of another, with all that hangs on it', async ({ stores }) => {
    const { turns, conversations, memories, outbox } = stores;
    await turns.record(first);
    await turns.replace(other);
    expect(await turns.find('hello', 'lilith')).toMatchObject({
      text: 'Never. Ask again.',
      reference,
      deliveredAt: null,
    });
    const { lines } = await conversations.lines('talk', 10);
    expect(lines.map(({ id, text }) => [id, text])).toEqual([
      [first.lines[0]?.id, first.lines[0]?.text],
      [first.lines[1]?.id, 'Never. Ask again.'],
    ]);
    expect(await memories.find('hello-lilith-spoken')).toMatchObject({ text: 'Never. Ask again.' });
    expect(await memories.find('hello-lilith-heard')).toEqual(first.memories[0]);
    expect(await outbox.find(first.outboxId)).toMatchObject({ chunks: other.chunks, reference, recordedAt: after(60) });
    expect(await turns.trace(reference, after(0))).toEqual(other.trace);
  });

  it('leaves nothing of the first one', async ({ stores: { turns, outbox, memories } }) => {
    await turns.record(aTurnRecord({ ...first, answer: 'The lantern.' }));
    await turns.replace(other);
    expect(await turns.trace('hello-lilith', after(0))).toBeUndefined();
    expect(await turns.findByReference('hello-lilith')).toBeUndefined();
    expect(await outbox.findByReference('hello-lilith')).toBeUndefined();
    const scope = { userId: 'ada', personalityId: 'lilith', venue: aVenue() };
    expect((await memories.search(scope, ['lantern'], 10)).candidates).toEqual([]);
  });

  it('is to be said once more, and what arrived of the first one is from before', async ({ stores }) => {
    const { turns, outbox } = stores;
    await turns.record(first);
    await outbox.attempting(first.outboxId, 0, after(90));
    await outbox.posted(first.outboxId, 0, '10');
    await outbox.delivered(first.outboxId, after(91));
    await turns.replace(other);
    expect((await outbox.waiting()).map(({ outboxId }) => outboxId)).toEqual([first.outboxId]);
    const [posting] = await outbox.postings(first.outboxId);
    expect(posting).toMatchObject({ ordinal: 0, platformId: '10' });
    expect(posting?.attemptedAt).toBeLessThan(after(60));
  });

  it('forgets what was remembered of the first one where nothing is to be remembered any more', async ({ stores }) => {
    await stores.turns.record(first);
    await stores.turns.replace({ ...other, memories: [] });
    expect(await stores.memories.find('hello-lilith-spoken')).toBeUndefined();
    expect(await stores.memories.find('hello-lilith-heard')).toBeDefined();
  });

  it('remembers nothing of which the first one was not remembered', async ({ stores }) => {
    await stores.turns.record({ ...first, memories: [] });
    await stores.turns.replace(other);
    expect(await stores.memories.find('hello-lilith-spoken')).toBeUndefined();
  });

  it('finds an answer by its reference', async ({ stores: { turns } }) => {
    await turns.record(first);
    expect(await turns.findByReference('hello-lilith')).toEqual(await turns.find('hello', 'lilith'));
    expect(await turns.findByReference('nothing')).toBeUndefined();
  });

  it('puts nothing in place of what is not there', async ({ stores }) => {
    const before = await leftBehind(stores);
    await expect(stores.turns.replace(other)).rejects.toMatchObject({ code: 'not_found' });
    expect(await leftBehind(stores)).toEqual(before);
  });

  it('changes nothing when its trace cannot be kept', async ({ stores }) => {
    await stores.turns.record(first);
    const before = await leftBehind(stores);
    const trace = aSealedTrace({ reference, userId: 'nobody' });
    await expect(stores.turns.replace({ ...other, trace })).rejects.toThrow();
    expect(await leftBehind(stores)).toEqual(before);
    expect(await stores.turns.trace('hello-lilith', after(0))).toBeDefined();
  });
}
