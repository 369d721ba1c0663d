import { microsPerDay, microsPerSecond, type Micros } from '../time.js';

/** What is known of an account: whether it speaks through a proxy, and until when that need not be asked again. */
export type Known = { readonly proxies: boolean; readonly until: Micros };

const outage: Micros = 60 * microsPerSecond;

/** What was answered holds for a day. When nobody could be asked, the account counts as one that does not, for a minute. */
export const knownFrom = (answer: boolean | undefined, now: Micros): Known => ({
  proxies: answer ?? false,
  until: now + (answer === undefined ? outage : microsPerDay),
});

/** Measured by a clock that never goes back. */
export const isKnown = (known: Known | undefined, now: Micros): known is Known =>
  known !== undefined && now < known.until;
