import type { MessageLink } from '../domain/turn/references/links.js';
import type { Quote } from '../domain/turn/references/reference.js';

/** An answer on its way to people. It pings nobody, whatever its text says. */
export type Delivery = {
  readonly outboxId: string;
  readonly channelId: string;
  readonly speaker: { readonly slug: string; readonly name: string };
  /** Each is one message, short enough for the surface. At least one. */
  readonly chunks: readonly string[];
  readonly mentions: 'none';
};

/** Where people read and write. */
export interface ChatSurface {
  /** How many UTF-16 units one message may have. */
  readonly longestMessage: number;
  /**
   * Posts the chunks in order and returns the surface's ids for them, one each. Throws `unavailable` when they could
   * not be posted; whether some of them arrived is then unknown. Delivering the same outbox id again posts again.
   */
  deliver(delivery: Delivery): Promise<readonly string[]>;
  /**
   * Shows the beginning of an answer that is still being made. Each call brings the whole text so far; an empty one says
   * that nothing will come of it. Surfaces that cannot take text back or have nowhere to show it ignore this. Never
   * throws.
   */
  draft(channelId: string, speaker: Delivery['speaker'], text: string): void;
  /**
   * The messages behind links, in their order and each as it stands now. One is left out where there is no such message
   * here, or where this person may not read it. Throws `unavailable` when they could not be looked up.
   */
  quote(links: readonly MessageLink[], userId: string): Promise<Quote[]>;
}
