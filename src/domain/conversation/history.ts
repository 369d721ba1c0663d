import type { Line } from './line.js';
import type { Venue } from './venue.js';

export type HistoryFilter = {
  readonly userId: string;
  readonly personalityId?: string;
  readonly channelId?: string;
  readonly limit?: number;
};

/** A line as it is looked up later: with whom it was said, and where. */
export type HistoryLine = Line & { readonly personality: string; readonly venue: Venue };
