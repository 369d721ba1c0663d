import type { Micros } from '../time.js';

/** Who said a line. Speakers are told apart by id; the name is only what to call them. */
export type Speaker =
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string | null;
      /** Who of those that share an account, by the id that the proxy they speak through gave them. */
      readonly member?: string;
    }
  | { readonly kind: 'personality'; readonly id: string; readonly name: string };

/** One message of a conversation, verbatim. */
export type Line = {
  readonly id: string;
  readonly conversationId: string;
  readonly speaker: Speaker;
  readonly text: string;
  readonly saidAt: Micros;
  /** When it was said is not known; `saidAt` then only puts it in order. */
  readonly undated?: true;
};

/** A stretch of talk in one channel. What came before it is memory, not context. */
export type Conversation = { readonly id: string; readonly channelId: string; readonly startedAt: Micros };
