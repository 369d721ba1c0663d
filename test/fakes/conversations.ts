import type { Line } from '../../src/domain/conversation/line.js';
import type { Conversations } from '../../src/ports/conversations.js';
import { drop, emptyState, isHalfOf, type State } from './state.js';

type Spoken = State['lines'] extends Map<string, infer T> ? T : never;

export function fakeConversations(state: State = emptyState()): Conversations {
  const { conversations, answers, lines, memories, outbox, personalities } = state;
  const slugOf = (personalityId: string) => personalities.get(personalityId)?.slug;
  const venueOf = (conversationId: string) => conversations.get(conversationId)?.venue;

  const isIn = (line: Line, channelId: string) => venueOf(line.conversationId)?.channelId === channelId;
  const isWhollyGone = (line: Line, channelId: string, gone: ReadonlySet<string>) => {
    const answer = [...answers.values()].find(each => each.lines.some(({ id }) => id === line.id));
    const postings = outbox.get(answer?.outboxId ?? '')?.postings ?? [];
    return (
      answer?.channelId === channelId && postings.length > 0 && postings.every(each => gone.has(each.platformId ?? ''))
    );
  };

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
    async reword(channelId, platformId, text) {
      const spoken = [...lines.values()].find(
        ({ line, triggerId }) => line.speaker.kind === 'person' && triggerId === platformId && isIn(line, channelId),
      );
      if (spoken === undefined) return false;
      lines.set(spoken.line.id, { ...spoken, line: { ...spoken.line, text } });
      for (const [id, memory] of memories)
        if (memory.messageId === spoken.line.id && memory.role === 'person') memories.set(id, { ...memory, text });
      return true;
    },
    async withdraw(channelId, platformIds) {
      const gone = new Set(platformIds);
      const isGone = ({ line, triggerId }: Spoken) =>
        line.speaker.kind === 'person' ? gone.has(triggerId) : isWhollyGone(line, channelId, gone);
      const leaving = [...lines.values()].filter(spoken => isIn(spoken.line, channelId) && isGone(spoken));
      for (const { line } of leaving) {
        lines.delete(line.id);
        drop(memories, memory => memory.messageId === line.id);
      }
      return leaving.length;
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
