import { microsPerDay, microsPerSecond, type Micros } from '../time.js';
import type { Model } from './model.js';

/** What a provider had, at a certain moment. */
export type Listed = { readonly models: readonly Model[]; readonly at: Micros };

export type Listing = Listed & {
  /** Live: asked just now. Kept: asked earlier, by whatever process. Shipped: as old as this program. */
  readonly from: 'live' | 'kept' | 'shipped';
  readonly isStale: boolean;
};

const freshFor = microsPerDay;
const patience = 600 * microsPerSecond;

/** Older than a day, or from a time that has not come yet. */
export const isStale = (at: Micros, now: Micros): boolean => at > now || now - at >= freshFor;

/** Whether to ask for what is stale. Somebody who did not answer is left alone for ten minutes. */
export const isDue = (listing: Listing, failedAt: Micros | undefined, now: Micros): boolean =>
  listing.isStale && (failedAt === undefined || failedAt > now || now - failedAt >= patience);
