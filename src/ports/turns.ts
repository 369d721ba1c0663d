import type { Micros } from '../domain/time.js';
import type { Outgoing, SealedTrace, TurnRecord } from '../domain/turn/record.js';

/** Answers, from the moment they exist until they arrived. A message has at most one per personality. */
export interface Turns {
  /** All of it or nothing. Throws `conflict` when this message already has an answer of this personality. */
  record(turn: TurnRecord): Promise<void>;
  /** The answer of a personality to a message, if there is one. */
  find(triggerId: string, personalityId: string): Promise<Outgoing | undefined>;
  /** Notes that an answer arrived, and under which ids. A second time changes nothing. */
  delivered(outboxId: string, platformIds: readonly string[], at: Micros): Promise<void>;
  /** Answers in a channel that were recorded and never arrived, oldest first. */
  undelivered(channelId: string): Promise<Outgoing[]>;
  /**
   * Keeps a trace of what came to no answer. Throws, and keeps nothing, when there is one of that reference, when its
   * person or personality is not there, and when it is sealed with a master key that is not in use.
   */
  keepTrace(trace: SealedTrace): Promise<void>;
  /** Traces that have not expired at `now`. */
  trace(reference: string, now: Micros): Promise<SealedTrace | undefined>;
  /** Removes the traces that have expired, and says how many there were. */
  dropExpiredTraces(now: Micros): Promise<number>;
}
