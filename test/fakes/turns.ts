import { TzurotError } from '../../src/domain/errors.js';
import type { Outgoing, TurnRecord } from '../../src/domain/turn/record.js';
import type { Turns } from '../../src/ports/turns.js';
import type { Parcel } from '../../src/domain/outbox/parcel.js';
import { putInto } from './outbox.js';
import { demand, demandKeyInUse, drop, emptyState, questionOf, venuesOf, type State } from './state.js';

export function fakeTurns(state: State = emptyState()): Turns {
  const { answers, lines, memories, traces, outbox, unanswered } = state;

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
      deliveredAt: outbox.get(answer.outboxId)?.deliveredAt ?? null,
    }));

  const find = (triggerId: string, personalityId: string) =>
    outgoing().find(answer => answer.triggerId === triggerId && answer.personalityId === personalityId);

  return {
    async record(turn) {
      const isDecided = unanswered.has(questionOf(turn.triggerId, turn.personalityId));
      if (isDecided || find(turn.triggerId, turn.personalityId)) throw answered();
      for (const referring of [turn, ...turn.lines, ...turn.memories, ...(turn.trace ? [turn.trace] : [])]) {
        demand(state, referring);
      }
      if (turn.trace) demandKeyInUse(state, turn.trace.sealed);
      putInto(state, answerOf(state, turn));
      answers.set(turn.outboxId, turn);
      for (const line of turn.lines) if (!lines.has(line.id)) lines.set(line.id, { line, triggerId: turn.triggerId });
      for (const memory of turn.memories) if (!memories.has(memory.id)) memories.set(memory.id, memory);
      if (turn.trace) traces.set(turn.trace.reference, turn.trace);
    },
    async replace(turn) {
      const standing = find(turn.triggerId, turn.personalityId);
      const first = standing && answers.get(standing.outboxId);
      const kept = standing && outbox.get(standing.outboxId);
      if (standing === undefined || first === undefined || kept === undefined)
        throw new TzurotError('not_found', 'That answer is not there any more.');
      if (turn.trace) demand(state, turn.trace);
      if (turn.trace) demandKeyInUse(state, turn.trace.sealed);
      const text = turn.lines.find(({ speaker }) => speaker.kind === 'personality')?.text ?? '';
      const said = first.lines.map(line => (line.speaker.kind === 'personality' ? { ...line, text } : line));
      for (const line of said) {
        const before = lines.get(line.id);
        if (before !== undefined && line.speaker.kind === 'personality') lines.set(line.id, { ...before, line });
      }
      const spoken = first.memories.find(({ role }) => role === 'personality');
      const isRemembered = turn.memories.some(({ role }) => role === 'personality');
      const memory = spoken && memories.get(spoken.id);
      if (memory !== undefined && isRemembered) memories.set(memory.id, { ...memory, text });
      else if (memory !== undefined) memories.delete(memory.id);
      const { reference, chunks, footer, recordedAt, trace } = turn;
      answers.set(first.outboxId, { ...first, lines: said, reference, chunks, footer, recordedAt, trace });
      const parcel = { ...kept.parcel, reference, chunks, footer, recordedAt };
      const postings = kept.postings.map(each => ({
        ...each,
        attemptedAt: Math.min(each.attemptedAt, recordedAt - 1),
      }));
      outbox.set(first.outboxId, { parcel, postings, deliveredAt: null, givenUp: null });
      traces.delete(standing.reference);
      if (trace) traces.set(trace.reference, trace);
    },
    async findByReference(reference) {
      return outgoing().find(answer => answer.reference === reference);
    },
    async find(triggerId, personalityId) {
      return find(triggerId, personalityId);
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

function answerOf(state: State, turn: TurnRecord): Parcel {
  const { outboxId, channelId, personalityId, userId, reference, chunks, footer, recordedAt } = turn;
  const venue = venuesOf(state).find(known => known.channelId === channelId);
  if (venue === undefined) throw new Error(`There is no channel ${channelId}.`);
  return { outboxId, kind: 'answer', venue, personalityId, userId, reference, chunks, footer, recordedAt };
}
