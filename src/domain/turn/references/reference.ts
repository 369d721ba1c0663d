import type { Speaker } from '../../conversation/line.js';
import type { Micros } from '../../time.js';

/** A message as it stands somewhere, quoted word for word. */
export type Quote = {
  /** The surface's own id. */
  readonly id: string;
  readonly channelId: string;
  readonly speaker: Speaker;
  readonly text: string;
  readonly saidAt: Micros;
  /** Null where the channel has no name, or that is nobody's business. */
  readonly channelName: string | null;
};

/** A message that another one refers to. */
export type Reference = Quote & { readonly via: 'reply' | 'link' };
