import type { Micros } from '../domain/time.js';

/** What people were told, so that they are not told again and again. Goes with the person. */
export interface Notices {
  /**
   * Whether somebody is to be told of this now: true for one caller, then false until the window has passed. Atomic.
   * A notice from a time that is still to come, because the clock was set back, counts for nothing.
   */
  claim(userId: string, kind: string, subject: string, windowMicros: Micros, now: Micros): Promise<boolean>;
}
