import type { Accepted } from '../../src/domain/inbox/accepted.js';
import type { Inbox, Question } from '../../src/ports/inbox.js';
import { demand, drop, emptyState, questionOf, type State } from './state.js';

export function fakeInbox(state: State = emptyState()): Inbox {
  const { inbox, unanswered, answers, marks, outbox, activations } = state;

  const isSettled = ({ messageId, personalityId }: Question): boolean =>
    unanswered.has(questionOf(messageId, personalityId)) ||
    [...answers.values()].some(answer => answer.triggerId === messageId && answer.personalityId === personalityId);

  return {
    async accept(accepted) {
      const known = new Set([...inbox.values()].flatMap(({ accepted: earlier }) => idsOf(earlier)));
      if (idsOf(accepted).some(id => known.has(id))) return false;
      demand(state, { userId: accepted.userId });
      inbox.set(accepted.said.id, { accepted, doneAt: null });
      if (!marks.has(accepted.said.channelId)) marks.set(accepted.said.channelId, accepted.said.id);
      return true;
    },
    async waiting() {
      return [...inbox.values()].filter(({ doneAt }) => doneAt === null).map(({ accepted }) => accepted);
    },
    async done(messageId, at) {
      const row = inbox.get(messageId);
      if (row?.doneAt === null) inbox.set(messageId, { ...row, doneAt: at });
    },
    async settle({ messageId, personalityId }, outcome) {
      if (isSettled({ messageId, personalityId })) return false;
      demand(state, { personalityId });
      unanswered.set(questionOf(messageId, personalityId), { personalityId, outcome });
      return true;
    },
    async isSettled(question) {
      return isSettled(question);
    },
    async prune(before) {
      return drop(inbox, ({ doneAt }) => doneAt !== null && doneAt < before);
    },
    async marks() {
      return new Map(marks);
    },
    async mark(seen) {
      for (const [channelId, messageId] of seen) {
        if (BigInt(messageId) > BigInt(marks.get(channelId) ?? 0)) marks.set(channelId, messageId);
      }
    },
    async attended({ guildsSince, closeSince }) {
      const answered = [...outbox.values()].flatMap(({ parcel: { kind, venue, recordedAt }, deliveredAt }) => {
        const since = venue.kind === 'guild' ? guildsSince : closeSince;
        const counts = kind === 'answer' && venue.platform === 'discord' && deliveredAt !== null && recordedAt >= since;
        return counts ? [venue.channelId] : [];
      });
      const active = [...activations.values()].map(({ activation: { channelId } }) => channelId);
      return [...new Set([...active, ...answered])].toSorted();
    },
  };
}

const idsOf = ({ said, originalId }: Accepted): string[] => [said.id, originalId].filter(id => id !== null);
