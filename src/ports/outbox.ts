import type { Parcel, Posting, Sent } from '../domain/outbox/parcel.js';
import type { Micros } from '../domain/time.js';

/** What is to be said, from before it is sent until every part of it arrived. Answers come here with their turn. */
export interface Outbox {
  /** Puts in what is no answer. False, and nothing changes, when it is in already. */
  put(parcel: Parcel): Promise<boolean>;
  find(outboxId: string): Promise<Parcel | undefined>;
  findByReference(reference: string): Promise<Parcel | undefined>;
  /** What has not arrived and was not given up, oldest first; of one channel, or everywhere. */
  waiting(channelId?: string): Promise<Parcel[]>;
  /** The parts on which an attempt was made, in order. */
  postings(outboxId: string): Promise<Posting[]>;
  /**
   * Notes, before it is made, that an attempt is made to post a part. Of several the time of the first is kept: what it sent
   * may arrive late. Throws `not_found` when it is not in the outbox any more.
   */
  attempting(outboxId: string, ordinal: number, at: Micros): Promise<void>;
  /** An attempt certainly did not arrive: where no other was made on this part before, it is as if none had been. */
  unattempt(outboxId: string, ordinal: number, at: Micros): Promise<void>;
  /**
   * Notes under which id a part arrived. False, and nothing changes, when that message is another part, of whatever, or when
   * this part arrived as another message. The same again changes nothing. Throws `not_found` when no attempt was made, or
   * it is not in the outbox any more.
   */
  posted(outboxId: string, ordinal: number, platformId: string): Promise<boolean>;
  /** Notes that a part that had arrived says now what it is to say. */
  rewritten(outboxId: string, ordinal: number, at: Micros): Promise<void>;
  /** Forgets a part: the message that it was is not there any more. */
  erased(outboxId: string, ordinal: number): Promise<void>;
  /** Every part arrived, also of what was given up. A second time changes nothing. */
  delivered(outboxId: string, at: Micros): Promise<void>;
  /** It will not arrive any more, and is not tried again. Changes nothing about what arrived, or was given up before. */
  giveUp(outboxId: string, why: string, at: Micros): Promise<void>;
  /** The beginning of an answer that is still being made stands under this id. The newest one counts. */
  drafted(outboxId: string, platformId: string, at: Micros): Promise<void>;
  /** Under which id the beginning stands of what has not arrived. */
  draftOf(outboxId: string): Promise<string | undefined>;
  /** What a message of ours is part of, whenever it was sent. */
  sentAs(channelId: string, platformId: string): Promise<Sent | undefined>;
  /** The ids of all parts of it that arrived, in order. */
  platformIds(outboxId: string): Promise<string[]>;
  /** How many answers went into a channel since then. What was given up is none. */
  answersSince(channelId: string, since: Micros): Promise<number>;
  /** Who last answered this person in this channel since then, by slug. What was given up is no answer. */
  lastAnswerer(channelId: string, userId: string, since: Micros): Promise<string | undefined>;
}
