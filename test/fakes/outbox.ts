import { TzurotError } from '../../src/domain/errors.js';
import type { Parcel, Posting, Sent } from '../../src/domain/outbox/parcel.js';
import type { Micros } from '../../src/domain/time.js';
import type { Outbox } from '../../src/ports/outbox.js';
import { demand, emptyState, type Kept, type State } from './state.js';

export function fakeOutbox(state: State = emptyState()): Outbox {
  const { outbox, drafts } = state;
  const oldestFirst = () => [...outbox.values()].toSorted((a, b) => a.parcel.recordedAt - b.parcel.recordedAt);
  const isWaiting = ({ deliveredAt, givenUp }: Kept) => deliveredAt === null && givenUp === null;
  const arrived = () =>
    [...outbox.values()].flatMap(({ parcel, postings }) => postings.map(posting => ({ parcel, ...posting })));

  const demandKept = (outboxId: string): Kept => {
    const kept = outbox.get(outboxId);
    if (kept === undefined) throw gone();
    return kept;
  };

  const answers = (channelId: string, since: Micros): Parcel[] =>
    oldestFirst()
      .filter(
        ({ parcel, givenUp }) => parcel.kind === 'answer' && parcel.venue.channelId === channelId && givenUp === null,
      )
      .map(({ parcel }) => parcel)
      .filter(({ recordedAt }) => recordedAt >= since);

  return {
    async put(parcel) {
      if (parcel.kind === 'answer') throw new Error('An answer comes with its turn.');
      if (outbox.has(parcel.outboxId)) return false;
      putInto(state, parcel);
      return true;
    },
    async find(outboxId) {
      return outbox.get(outboxId)?.parcel;
    },
    async findByReference(reference) {
      return [...outbox.values()].find(({ parcel }) => parcel.reference === reference)?.parcel;
    },
    async waiting(channelId) {
      return oldestFirst()
        .filter(isWaiting)
        .map(({ parcel }) => parcel)
        .filter(({ venue }) => channelId === undefined || venue.channelId === channelId);
    },
    async postings(outboxId) {
      return [...(outbox.get(outboxId)?.postings ?? [])];
    },
    async attempting(outboxId, ordinal, at) {
      const kept = demandKept(outboxId);
      if (kept.postings.some(posting => posting.ordinal === ordinal)) return;
      const postings = [...kept.postings, { ordinal, attemptedAt: at, platformId: null }];
      outbox.set(outboxId, { ...kept, postings: postings.toSorted((a, b) => a.ordinal - b.ordinal) });
    },
    async unattempt(outboxId, ordinal, at) {
      const kept = outbox.get(outboxId);
      const isIt = (posting: Posting) =>
        posting.ordinal === ordinal && posting.attemptedAt === at && posting.platformId === null;
      if (kept !== undefined) outbox.set(outboxId, { ...kept, postings: kept.postings.filter(each => !isIt(each)) });
    },
    async posted(outboxId, ordinal, platformId) {
      const kept = demandKept(outboxId);
      const part = kept.postings.find(posting => posting.ordinal === ordinal);
      if (part === undefined) throw gone();
      if (part.platformId !== null) return part.platformId === platformId;
      const { channelId } = kept.parcel.venue;
      if (arrived().some(other => other.platformId === platformId && other.parcel.venue.channelId === channelId))
        return false;
      const postings = kept.postings.map(posting => (posting === part ? { ...part, platformId } : posting));
      outbox.set(outboxId, { ...kept, postings });
      return true;
    },
    async rewritten(outboxId, ordinal, at) {
      const kept = outbox.get(outboxId);
      if (kept === undefined) return;
      const postings = kept.postings.map(each => (each.ordinal === ordinal ? { ...each, attemptedAt: at } : each));
      outbox.set(outboxId, { ...kept, postings });
    },
    async erased(outboxId, ordinal) {
      const kept = outbox.get(outboxId);
      if (kept === undefined) return;
      outbox.set(outboxId, { ...kept, postings: kept.postings.filter(each => each.ordinal !== ordinal) });
    },
    async delivered(outboxId, at) {
      drafts.delete(outboxId);
      const kept = outbox.get(outboxId);
      if (kept?.deliveredAt === null) outbox.set(outboxId, { ...kept, deliveredAt: at, givenUp: null });
    },
    async giveUp(outboxId, why) {
      const kept = outbox.get(outboxId);
      if (kept !== undefined && isWaiting(kept)) outbox.set(outboxId, { ...kept, givenUp: why });
    },
    async drafted(outboxId, platformId) {
      drafts.set(outboxId, platformId);
    },
    async draftOf(outboxId) {
      return drafts.get(outboxId);
    },
    async sentAs(channelId, platformId) {
      const part = arrived().find(
        ({ parcel, ...posting }) => parcel.venue.channelId === channelId && posting.platformId === platformId,
      );
      return part && sentOf(part.parcel, part.ordinal);
    },
    async platformIds(outboxId) {
      return (outbox.get(outboxId)?.postings ?? []).flatMap(({ platformId }) => platformId ?? []);
    },
    async answersSince(channelId, since) {
      return answers(channelId, since).length;
    },
    async lastAnswerer(channelId, userId, since) {
      const last = answers(channelId, since).findLast(answer => answer.userId === userId);
      return state.personalities.get(last?.personalityId ?? '')?.slug;
    },
  };
}

/** Puts in what is to be said. Throws when it is there already, or refers to what is not. */
export function putInto(state: State, parcel: Parcel): void {
  demand(state, { userId: parcel.userId, personalityId: parcel.personalityId });
  const references = [...state.outbox.values()].map(({ parcel: { reference } }) => reference);
  if (state.outbox.has(parcel.outboxId) || references.includes(parcel.reference))
    throw new Error('This is in the outbox already.');
  state.outbox.set(parcel.outboxId, { parcel, postings: [], deliveredAt: null, givenUp: null });
}

const gone = () => new TzurotError('not_found', 'This is not in the outbox, or nothing of it was sent.');

const sentOf = ({ outboxId, kind, venue, personalityId, userId, reference }: Parcel, ordinal: number): Sent => ({
  outboxId,
  kind,
  venue,
  personalityId,
  userId,
  reference,
  ordinal,
});
