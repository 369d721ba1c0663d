import type { Conversations } from '../../src/ports/conversations.js';
import { emptyState, isHalfOf, type State } from './state.js';

export function fakeConversations(state: State = emptyState()): Conversations {
  const { conversations, answers, lines, personalities } = state;
  const slugOf = (personalityId: string) => personalities.get(personalityId)?.slug;
  const venueOf = (conversationId: string) => conversations.get(conversationId)?.venue;

  return {
    async current(channelId) {
      return [...conversations.values()].findLast(({ venue }) => venue.channelId === channelId)?.conversation;
    },
    async begin(conversation, venue) {
      conversations.set(conversation.id, { conversation, venue });
    },
    async lines(conversationId, newest) {
      const all = [...lines.values()].map(({ line }) => line).filter(line => line.conversationId === conversationId);
      const older = Math.max(0, all.length - newest);
      return { lines: all.slice(older), older };
    },
    async lastSpeaker(channelId) {
      const last = [...lines.values()].findLast(
        ({ line }) => line.speaker.kind === 'personality' && venueOf(line.conversationId)?.channelId === channelId,
      );
      return last && slugOf(last.line.speaker.id);
    },
    async history({ userId, personalityId, channelId, limit }) {
      const exchanges = [...answers.values()].filter(
        answer =>
          answer.userId === userId &&
          (personalityId === undefined || answer.personalityId === personalityId) &&
          (channelId === undefined || answer.channelId === channelId),
      );
      const told = [...lines.values()].flatMap(spoken => {
        const personality = slugOf(exchanges.find(answer => isHalfOf(spoken, answer))?.personalityId ?? '');
        const venue = venueOf(spoken.line.conversationId);
        return personality === undefined || venue === undefined ? [] : [{ ...spoken.line, personality, venue }];
      });
      return told.toReversed().slice(0, limit);
    },
  };
}
