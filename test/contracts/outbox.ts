import { describe, expect } from 'vitest';
import type { Parcel } from '../../src/domain/outbox/parcel.js';
import { aParcel, aTurnRecord, aVenue, after, noon } from '../support/builders.js';
import { hall, people, speakers, storesTest, talks, type OpenStores } from './stores.js';

/** What every Outbox promises. Run it against each adapter, and against the fake. */
export function outboxContract(open: OpenStores) {
  describe('keeps the Outbox contract', () => {
    putting(open);
    waiting(open);
    posting(open);
    ending(open);
    answers(open);
    removing(open);
  });
}

const inHall = { venue: hall, conversationId: 'gathering' } as const;
const alcove = aVenue({ kind: 'thread' });
const ids = (parcels: readonly Parcel[]) => parcels.map(({ outboxId }) => outboxId);

const answer = aTurnRecord({ chunks: ['Always.', 'Ask.'], footer: 'With another model.' });
const answerId = answer.outboxId;

function putting(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it.for<readonly [string, Partial<Parcel>]>([
    ['a failure', { kind: 'failure', chunks: ['Not now.', 'Ask later.'] }],
    ['a greeting', { kind: 'greeting', venue: hall }],
    ['a notice', { kind: 'notice', footer: 'Ref parcel' }],
    ['what no personality says', { personalityId: null }],
    ['what is for a place where nothing was said before', { venue: alcove }],
  ])('keeps %s', async ([, fields], { stores: { outbox } }) => {
    const parcel = aParcel(fields);
    expect(await outbox.put(parcel)).toBe(true);
    expect(await outbox.find('parcel')).toEqual(parcel);
    expect(await outbox.findByReference('parcel')).toEqual(parcel);
    expect(await outbox.waiting()).toEqual([parcel]);
  });

  it('changes nothing when it is put in a second time', async ({ stores: { outbox } }) => {
    await outbox.put(aParcel());
    expect(await outbox.put(aParcel({ chunks: ['Never.'], reference: 'other' }))).toBe(false);
    expect(await outbox.find('parcel')).toEqual(aParcel());
  });

  it('finds an answer once its turn is recorded', async ({ stores: { outbox, turns } }) => {
    await turns.record(answer);
    const parcel = aParcel({
      outboxId: answerId,
      kind: 'answer',
      reference: 'hello-lilith',
      chunks: answer.chunks,
      footer: answer.footer,
    });
    expect(await outbox.find(answerId)).toEqual(parcel);
    expect(await outbox.findByReference('hello-lilith')).toEqual(parcel);
  });

  it('finds nothing that is not in it', async ({ stores: { outbox } }) => {
    await outbox.put(aParcel());
    expect(await outbox.find('other')).toBeUndefined();
    expect(await outbox.findByReference('other')).toBeUndefined();
  });

  it.for<readonly [string, Partial<Parcel>]>([
    ['is an answer, which comes with its turn', { kind: 'answer' }],
    ['concerns somebody whom nobody knows', { userId: 'nobody' }],
    ['is said by somebody whom nobody knows', { personalityId: 'nobody' }],
    ['has the reference of something else', { reference: 'first' }],
  ])('takes nothing that %s', async ([, fields], { stores: { outbox } }) => {
    await outbox.put(aParcel({ outboxId: 'first' }));
    await expect(outbox.put(aParcel({ ...fields, venue: alcove }))).rejects.toThrow();
    expect(ids(await outbox.waiting())).toEqual(['first']);
  });
}

function waiting(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('has nothing waiting where nothing was said', async ({ stores: { outbox } }) => {
    expect(await outbox.waiting()).toEqual([]);
    expect(await outbox.waiting('nowhere')).toEqual([]);
  });

  it('lists what waits, oldest first', async ({ stores: { outbox, turns } }) => {
    await outbox.put(aParcel({ outboxId: 'b', recordedAt: after(2) }));
    await outbox.put(aParcel({ outboxId: 'c', recordedAt: after(3) }));
    await turns.record(aTurnRecord({ outboxId: 'a', recordedAt: after(1) }));
    await outbox.put(aParcel({ outboxId: 'd', recordedAt: after(3) }));
    expect(ids(await outbox.waiting())).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lists what waits in one channel, or everywhere', async ({ stores: { outbox, turns } }) => {
    await turns.record(aTurnRecord({ outboxId: 'private' }));
    await turns.record(aTurnRecord({ outboxId: 'open', triggerId: 'open', recordedAt: after(1), ...inHall }));
    expect(ids(await outbox.waiting('dm-ada'))).toEqual(['private']);
    expect(ids(await outbox.waiting('hall'))).toEqual(['open']);
    expect(ids(await outbox.waiting())).toEqual(['private', 'open']);
  });
}

function posting(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns }) => turns.record(answer));

  it('knows of no attempt where none was made', async ({ stores: { outbox } }) => {
    expect(await outbox.postings(answerId)).toEqual([]);
    expect(await outbox.platformIds(answerId)).toEqual([]);
    expect(await outbox.postings('other')).toEqual([]);
  });

  it('notes attempts before it knows what came of them', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 1, after(2));
    await outbox.attempting(answerId, 0, after(1));
    expect(await outbox.postings(answerId)).toEqual([
      { ordinal: 0, attemptedAt: after(1), platformId: null },
      { ordinal: 1, attemptedAt: after(2), platformId: null },
    ]);
    expect(await outbox.platformIds(answerId)).toEqual([]);
  });

  it('knows where the beginning of an answer stands, until all of it arrived', async ({ stores: { outbox } }) => {
    expect(await outbox.draftOf(answerId)).toBeUndefined();
    await outbox.drafted(answerId, '10', after(1));
    await outbox.drafted(answerId, '11', after(2));
    expect(await outbox.draftOf(answerId)).toBe('11');
    await outbox.delivered(answerId, after(3));
    expect(await outbox.draftOf(answerId)).toBeUndefined();
  });

  it('forgets an attempt that certainly did not arrive', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.unattempt(answerId, 0, after(1));
    expect(await outbox.postings(answerId)).toEqual([]);
  });

  it('remembers an earlier attempt that may have arrived', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.attempting(answerId, 0, after(9));
    await outbox.unattempt(answerId, 0, after(9));
    expect(await outbox.postings(answerId)).toMatchObject([{ attemptedAt: after(1) }]);
  });

  it('forgets no attempt that arrived', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.posted(answerId, 0, '11');
    await outbox.unattempt(answerId, 0, after(1));
    expect(await outbox.platformIds(answerId)).toEqual(['11']);
  });

  it('remembers when the first attempt was made', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.attempting(answerId, 0, after(9));
    expect(await outbox.postings(answerId)).toEqual([{ ordinal: 0, attemptedAt: after(1), platformId: null }]);
  });

  it('notes under which id a part arrived', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.attempting(answerId, 1, after(2));
    expect(await outbox.posted(answerId, 1, '11')).toBe(true);
    expect(await outbox.platformIds(answerId)).toEqual(['11']);
    expect(await outbox.posted(answerId, 0, '10')).toBe(true);
    expect(await outbox.platformIds(answerId)).toEqual(['10', '11']);
    expect(await outbox.postings(answerId)).toEqual([
      { ordinal: 0, attemptedAt: after(1), platformId: '10' },
      { ordinal: 1, attemptedAt: after(2), platformId: '11' },
    ]);
  });

  it('changes nothing when it is told the same again', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.posted(answerId, 0, '10');
    expect(await outbox.posted(answerId, 0, '10')).toBe(true);
    expect(await outbox.platformIds(answerId)).toEqual(['10']);
  });

  it('takes a message for one part only', async ({ stores: { outbox } }) => {
    await outbox.put(aParcel());
    for (const [id, ordinal] of [[answerId, 0], [answerId, 1], ['parcel', 0]] as const) await outbox.attempting(id, ordinal, noon); // prettier-ignore
    await outbox.posted(answerId, 0, '10');
    expect(await outbox.posted(answerId, 1, '10')).toBe(false);
    expect(await outbox.posted('parcel', 0, '10')).toBe(false);
    expect(await outbox.platformIds(answerId)).toEqual(['10']);
    expect(await outbox.platformIds('parcel')).toEqual([]);
  });

  it('takes the same id in another channel for another message', async ({ stores: { outbox } }) => {
    await outbox.put(aParcel({ venue: hall }));
    await outbox.attempting(answerId, 0, noon);
    await outbox.attempting('parcel', 0, noon);
    expect(await outbox.posted(answerId, 0, '10')).toBe(true);
    expect(await outbox.posted('parcel', 0, '10')).toBe(true);
    expect(await outbox.sentAs('hall', '10')).toMatchObject({ outboxId: 'parcel' });
  });

  it('lets a part arrive once', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, noon);
    await outbox.posted(answerId, 0, '10');
    expect(await outbox.posted(answerId, 0, '12')).toBe(false);
    expect(await outbox.platformIds(answerId)).toEqual(['10']);
    expect(await outbox.sentAs('dm-ada', '12')).toBeUndefined();
  });

  it('knows nothing of an arrival that nobody attempted', async ({ stores: { outbox } }) => {
    const notFound = { code: 'not_found' };
    await expect(outbox.posted(answerId, 0, '10')).rejects.toMatchObject(notFound);
    await expect(outbox.posted('other', 0, '10')).rejects.toMatchObject(notFound);
    await expect(outbox.attempting('other', 0, noon)).rejects.toMatchObject(notFound);
    expect(await outbox.sentAs('dm-ada', '10')).toBeUndefined();
  });

  it('says what a message of ours is part of, also long after', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, noon);
    await outbox.attempting(answerId, 1, noon);
    await outbox.posted(answerId, 0, '10');
    await outbox.posted(answerId, 1, '11');
    await outbox.delivered(answerId, after(1));
    const { venue, personalityId, userId } = aParcel();
    const sent = { outboxId: answerId, kind: 'answer', venue, personalityId, userId, reference: 'hello-lilith' };
    expect(await outbox.sentAs('dm-ada', '10')).toEqual({ ...sent, ordinal: 0 });
    expect(await outbox.sentAs('dm-ada', '11')).toEqual({ ...sent, ordinal: 1 });
    expect(await outbox.sentAs('dm-ada', '12')).toBeUndefined();
    expect(await outbox.sentAs('hall', '10')).toBeUndefined();
  });

  it('notes when a part that had arrived was rewritten', async ({ stores: { outbox } }) => {
    await outbox.attempting(answerId, 0, after(1));
    await outbox.posted(answerId, 0, '10');
    await outbox.rewritten(answerId, 0, after(5));
    expect(await outbox.postings(answerId)).toEqual([{ ordinal: 0, attemptedAt: after(5), platformId: '10' }]);
  });

  it('forgets a part whose message is gone, which then may arrive as another', async ({ stores: { outbox } }) => {
    for (const ordinal of [0, 1]) await outbox.attempting(answerId, ordinal, after(1));
    await outbox.posted(answerId, 0, '10');
    await outbox.posted(answerId, 1, '11');
    await outbox.erased(answerId, 0);
    expect(await outbox.platformIds(answerId)).toEqual(['11']);
    expect(await outbox.sentAs('dm-ada', '10')).toBeUndefined();
    await outbox.attempting(answerId, 0, after(2));
    expect(await outbox.posted(answerId, 0, '12')).toBe(true);
    expect(await outbox.platformIds(answerId)).toEqual(['12', '11']);
  });
}

function ending(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns, outbox }) => {
    await turns.record(answer);
    await outbox.put(aParcel({ recordedAt: after(1) }));
  });

  it('has nothing waiting that arrived', async ({ stores: { outbox, turns } }) => {
    await outbox.delivered(answerId, after(5));
    expect(ids(await outbox.waiting())).toEqual(['parcel']);
    expect(ids(await outbox.waiting('dm-ada'))).toEqual(['parcel']);
    expect(await turns.find('hello', 'lilith')).toMatchObject({ deliveredAt: after(5) });
    expect(await outbox.find(answerId)).toBeDefined();
  });

  it('changes nothing when it arrives a second time', async ({ stores: { outbox, turns } }) => {
    await outbox.delivered(answerId, after(5));
    await outbox.delivered(answerId, after(9));
    expect(await turns.find('hello', 'lilith')).toMatchObject({ deliveredAt: after(5) });
  });

  it('has nothing waiting that was given up', async ({ stores: { outbox, turns } }) => {
    await outbox.giveUp(answerId, 'forbidden', after(5));
    await outbox.giveUp(answerId, 'something else', after(6));
    expect(ids(await outbox.waiting())).toEqual(['parcel']);
    expect(await turns.find('hello', 'lilith')).toMatchObject({ deliveredAt: null });
  });

  it('gives up nothing that arrived', async ({ stores: { outbox, turns } }) => {
    await outbox.delivered(answerId, after(5));
    await outbox.giveUp(answerId, 'forbidden', after(6));
    expect(await outbox.answersSince('dm-ada', noon)).toBe(1);
    expect(await turns.find('hello', 'lilith')).toMatchObject({ deliveredAt: after(5) });
  });

  it('lets arrive what was given up', async ({ stores: { outbox, turns } }) => {
    await outbox.giveUp(answerId, 'forbidden', after(5));
    await outbox.delivered(answerId, after(6));
    expect(await outbox.answersSince('dm-ada', noon)).toBe(1);
    expect(await turns.find('hello', 'lilith')).toMatchObject({ deliveredAt: after(6) });
  });

  it('minds nothing about what is not in it', async ({ stores: { outbox } }) => {
    await outbox.delivered('other', after(5));
    await outbox.giveUp('other', 'forbidden', after(5));
    expect(ids(await outbox.waiting())).toEqual([answerId, 'parcel']);
  });
}

function answers(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks, async ({ turns, outbox }) => {
    const bob = { userId: 'bob', ...inHall } as const;
    await turns.record(aTurnRecord({ triggerId: 'a', ...bob, recordedAt: after(10) }));
    await turns.record(aTurnRecord({ triggerId: 'b', ...bob, personalityId: 'luna', recordedAt: after(20) }));
    await turns.record(aTurnRecord({ triggerId: 'c', ...inHall, recordedAt: after(30) }));
    await outbox.put(aParcel({ userId: 'bob', venue: hall, recordedAt: after(40) }));
  });

  it('counts the answers of a channel, and nothing else', async ({ stores: { outbox } }) => {
    expect(await outbox.answersSince('hall', noon)).toBe(3);
    expect(await outbox.answersSince('hall', after(20))).toBe(2);
    expect(await outbox.answersSince('hall', after(31))).toBe(0);
    expect(await outbox.answersSince('dm-ada', noon)).toBe(0);
  });

  it('counts no answer that was given up', async ({ stores: { outbox } }) => {
    await outbox.giveUp('c-lilith-outbox', 'forbidden', after(50));
    expect(await outbox.answersSince('hall', noon)).toBe(2);
  });

  it('knows who last answered whom, where', async ({ stores: { outbox } }) => {
    expect(await outbox.lastAnswerer('hall', 'bob', noon)).toBe('luna');
    expect(await outbox.lastAnswerer('hall', 'bob', after(21))).toBeUndefined();
    expect(await outbox.lastAnswerer('hall', 'ada', noon)).toBe('lilith');
    expect(await outbox.lastAnswerer('hall', 'mallory', noon)).toBeUndefined();
    expect(await outbox.lastAnswerer('dm-ada', 'ada', noon)).toBeUndefined();
  });

  it('takes nobody for the last one whose answer was given up', async ({ stores: { outbox } }) => {
    await outbox.giveUp('b-luna-outbox', 'forbidden', after(50));
    expect(await outbox.lastAnswerer('hall', 'bob', noon)).toBe('lilith');
  });
}

function removing(open: OpenStores) {
  const it = storesTest(open, people, speakers, talks);

  it('keeps nothing of a personality that is removed', async ({ stores: { outbox, turns, personalities } }) => {
    await turns.record(answer);
    await outbox.attempting(answerId, 0, noon);
    await outbox.posted(answerId, 0, '10');
    await outbox.put(aParcel());
    await outbox.put(aParcel({ outboxId: 'lunar', personalityId: 'luna' }));
    await outbox.put(aParcel({ outboxId: 'ours', personalityId: null }));
    await personalities.remove('lilith');
    expect(ids(await outbox.waiting())).toEqual(['lunar', 'ours']);
    expect(await outbox.find('parcel')).toBeUndefined();
    expect(await outbox.sentAs('dm-ada', '10')).toBeUndefined();
    expect(await outbox.postings(answerId)).toEqual([]);
  });
}
