import { TzurotError } from '../../src/domain/errors.js';
import type { Outgoing } from '../../src/domain/turn/record.js';
import type { Turns } from '../../src/ports/turns.js';
import { demand, demandKeyInUse, drop, emptyState, type State } from './state.js';

export function fakeTurns(state: State = emptyState()): Turns {
  const { answers, lines, memories, traces } = state;

  const outgoing = (): Outgoing[] =>
    [...answers.values()].map(({ lines: said, memories: remembered, ...answer }) => ({
      outboxId: answer.outboxId,
      triggerId: answer.triggerId,
      channelId: answer.channelId,
      personalityId: answer.personalityId,
      reference: answer.reference,
      text: said.find(({ speaker }) => speaker.kind === 'personality')?.text ?? '',
      chunks: answer.chunks,
      memoryId: remembered.find(({ id, role }) => role === 'personality' && memories.has(id))?.id ?? null,
      recordedAt: answer.recordedAt,
      deliveredAt: answer.deliveredAt,
    }));

  const find = (triggerId: string, personalityId: string) =>
    outgoing().find(answer => answer.triggerId === triggerId && answer.personalityId === personalityId);

  return {
    async record(turn) {
      if (find(turn.triggerId, turn.personalityId)) throw answered();
      for (const referring of [turn, ...turn.lines, ...turn.memories, ...(turn.trace ? [turn.trace] : [])]) {
        demand(state, referring);
      }
      if (turn.trace) demandKeyInUse(state, turn.trace.sealed);
      answers.set(turn.outboxId, { ...turn, deliveredAt: null, platformIds: [] });
      for (const line of turn.lines) if (!lines.has(line.id)) lines.set(line.id, { line, triggerId: turn.triggerId });
      for (const memory of turn.memories) if (!memories.has(memory.id)) memories.set(memory.id, memory);
      if (turn.trace) traces.set(turn.trace.reference, turn.trace);
    },
    async find(triggerId, personalityId) {
      return find(triggerId, personalityId);
    },
    async delivered(outboxId, platformIds, at) {
      const answer = answers.get(outboxId);
      if (answer?.deliveredAt === null) answers.set(outboxId, { ...answer, platformIds, deliveredAt: at });
    },
    async undelivered(channelId) {
      return outgoing()
        .filter(answer => answer.channelId === channelId && answer.deliveredAt === null)
        .toSorted((a, b) => a.recordedAt - b.recordedAt);
    },
    async keepTrace(trace) {
      demand(state, trace);
      demandKeyInUse(state, trace.sealed);
      if (traces.has(trace.reference)) throw new Error('There is a trace of this reference already.');
      traces.set(trace.reference, trace);
    },
    async trace(reference, now) {
      const trace = traces.get(reference);
      return trace && trace.expiresAt > now ? trace : undefined;
    },
    async dropExpiredTraces(now) {
      return drop(traces, ({ expiresAt }) => expiresAt <= now);
    },
  };
}

const answered = () => new TzurotError('conflict', 'This message has an answer already.');
