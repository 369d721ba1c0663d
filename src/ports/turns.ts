import type { Micros } from '../domain/time.js';
import type { Outgoing, SealedTrace, TurnRecord } from '../domain/turn/record.js';

/** Answers, as they come to exist. A message has at most one per personality. How each arrives, the outbox knows. */
export interface Turns {
  /**
   * All of it or nothing, and with it the answer is in the outbox. Throws `conflict` when it is known already what became of
   * this message and this personality: an answer, or something else.
   */
  record(turn: TurnRecord): Promise<void>;
  /**
   * Puts an answer in place of the one that this personality gave to this message, all of it or nothing: its line, what is
   * remembered of it, what is in the outbox, its trace and its reference. What arrived of the first one counts as an attempt
   * from before this one was recorded. Throws `not_found` when there is none.
   */
  replace(turn: TurnRecord): Promise<void>;
  /** The answer of a personality to a message, if there is one. */
  find(triggerId: string, personalityId: string): Promise<Outgoing | undefined>;
  findByReference(reference: string): Promise<Outgoing | undefined>;
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
