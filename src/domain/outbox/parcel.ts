import type { Venue } from '../conversation/venue.js';
import type { Micros } from '../time.js';

/** What is under a message for people to press. A surface draws it as it can. */
export type Button = 'regenerate' | 'delete' | 'what-happened';

/** Something that is to be said somewhere, recorded before it is sent. */
export type Parcel = {
  readonly outboxId: string;
  /** An answer has a line in a conversation. What did not come to one, a greeting, and what the program says have none. */
  readonly kind: 'answer' | 'failure' | 'greeting' | 'notice';
  readonly venue: Venue;
  /** Null for what the program says itself. */
  readonly personalityId: string | null;
  /** Whom it concerns: who asked. */
  readonly userId: string;
  readonly reference: string;
  /** Each is one message. At least one. */
  readonly chunks: readonly string[];
  /** Small print that stands under the last part, and is no part of what is said. */
  readonly footer: string | null;
  readonly recordedAt: Micros;
};

/** How far one part of it has come. An attempt that has no id yet may have arrived or not. */
export type Posting = {
  readonly ordinal: number;
  readonly attemptedAt: Micros;
  readonly platformId: string | null;
};

/** What one message on a surface is part of. */
export type Sent = Pick<Parcel, 'outboxId' | 'kind' | 'venue' | 'personalityId' | 'userId' | 'reference'> & {
  readonly ordinal: number;
};
