import type { Micros } from '../domain/time.js';

/** The time. Everything that asks for it asks here, so that a whole day can pass in a test. */
export interface Clock {
  /** The time of day. May jump when somebody sets the machine's clock; never ahead of it. */
  now(): Micros;
  /** Microseconds since some fixed moment. Never goes back: for measuring how long something took. */
  monotonic(): Micros;
  /** Resolves when the time has passed; rejects with the signal's reason when that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
