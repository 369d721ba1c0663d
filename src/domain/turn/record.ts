import type { Line } from '../conversation/line.js';
import type { Venue } from '../conversation/venue.js';
import { sectorOf, type Memory } from '../memory/memory.js';
import type { Parcel } from '../outbox/parcel.js';
import type { Personality } from '../personality/personality.js';
import type { Micros } from '../time.js';
import { writerOf } from './company/member.js';
import type { Context } from './context.js';
import type { Incoming } from './incoming.js';
import { withNotes } from './seeing/shown.js';

/** Everything that must hold together once an answer exists. */
export type TurnRecord = {
  readonly outboxId: string;
  /** The surface's id of the message that was answered. */
  readonly triggerId: string;
  readonly personalityId: string;
  readonly userId: string;
  readonly channelId: string;
  readonly reference: string;
  readonly recordedAt: Micros;
  /** The person's line, unless an earlier answer to the same message brought it already, and the personality's. */
  readonly lines: readonly Line[];
  /** Both halves, or none where nothing is to be remembered. */
  readonly memories: readonly Memory[];
  readonly chunks: readonly string[];
  /** Small print under the answer where people read it. */
  readonly footer: string | null;
  readonly trace: SealedTrace | null;
};

/** A trace as it is kept. */
export type SealedTrace = {
  readonly reference: string;
  readonly userId: string;
  readonly personalityId: string;
  readonly at: Micros;
  readonly expiresAt: Micros;
  readonly sealed: string;
};

/** An answer that is recorded; delivered once its surface said so. */
export type Outgoing = {
  readonly outboxId: string;
  readonly triggerId: string;
  readonly channelId: string;
  readonly personalityId: string;
  readonly reference: string;
  readonly text: string;
  readonly chunks: readonly string[];
  readonly memoryId: string | null;
  readonly recordedAt: Micros;
  readonly deliveredAt: Micros | null;
};

/** An answer as it is to be said. */
export const parcelOf = (record: TurnRecord, venue: Venue): Parcel => ({
  outboxId: record.outboxId,
  kind: 'answer',
  venue,
  personalityId: record.personalityId,
  userId: record.userId,
  reference: record.reference,
  chunks: record.chunks,
  footer: record.footer,
  recordedAt: record.recordedAt,
});

/** An answer before it is recorded. */
export type Spoken = {
  readonly message: Incoming;
  readonly personality: Personality;
  readonly context: Context;
  readonly reply: string;
  readonly chunks: readonly string[];
  readonly footer: string | null;
  readonly reference: string;
  readonly trace: SealedTrace | null;
  readonly recordedAt: Micros;
};

type IdFor = (...parts: readonly string[]) => string;

/** The lines that an answer leaves: what was answered, and the answer. */
export const lineIdsOf = (
  platform: Venue['platform'],
  { triggerId, personalityId }: Pick<TurnRecord, 'triggerId' | 'personalityId'>,
  idFor: IdFor,
) => ({ heardId: idFor('line', platform, triggerId), saidId: idFor('line', platform, triggerId, personalityId) });

/**
 * The record of a turn. Its ids follow from the message and the personality alone, so that a second attempt at the same
 * turn is recognised as the same.
 */
export function recordOf(spoken: Spoken, idFor: IdFor): TurnRecord {
  const { message, personality, context, reply, reference, recordedAt } = spoken;
  const { author, venue } = message;
  const exchange = { triggerId: message.id, personalityId: personality.id };
  const { heardId, saidId } = lineIdsOf(venue.platform, exchange, idFor);
  const heard: Line = {
    id: heardId,
    conversationId: context.conversation.id,
    speaker: { ...writerOf(author), name: context.persona?.name ?? author.name },
    text: withNotes(message.text, context.shown),
    saidAt: message.saidAt,
  };
  const said: Line = {
    id: saidId,
    conversationId: context.conversation.id,
    speaker: { kind: 'personality', id: personality.id, name: personality.displayName },
    text: reply,
    saidAt: recordedAt,
  };
  return {
    outboxId: outboxIdFor(message, personality, idFor),
    triggerId: message.id,
    personalityId: personality.id,
    userId: author.userId,
    channelId: venue.channelId,
    reference,
    recordedAt,
    lines: [heard, said],
    memories: context.settings.remembers && author.kind !== 'unknown' ? halves(spoken, heard, said, idFor) : [],
    chunks: spoken.chunks,
    footer: spoken.footer,
    trace: spoken.trace,
  };
}

/** Under which id the answer of a personality to a message is said. */
export const outboxIdFor = (
  { id, venue }: Pick<Incoming, 'id' | 'venue'>,
  personality: Pick<Personality, 'id'>,
  idFor: (...parts: readonly string[]) => string,
): string => idFor('outbox', venue.platform, id, personality.id);

function halves(
  { message, personality }: Spoken,
  heard: Line,
  said: Line,
  idFor: (...parts: readonly string[]) => string,
): Memory[] {
  const half = (role: 'person' | 'personality', line: Line, replyTo: string | null): Memory => ({
    id: idFor('memory', personality.id, message.venue.platform, message.id, role),
    personalityId: personality.id,
    userId: message.author.userId,
    role,
    text: line.text,
    sector: sectorOf(role),
    sectors: [sectorOf(role)],
    venue: message.venue,
    saidAt: line.saidAt,
    messageId: line.id,
    replyTo,
    source: 'turn',
  });
  const first = half('person', heard, null);
  return [first, half('personality', said, first.id)];
}
