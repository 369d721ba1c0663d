import { microsPerSecond, type Micros } from '../time.js';

/** How often something is sent at most, where nobody knows whether it arrived. */
export const mostAttempts = 3;

type Look = {
  readonly afterMs: number;
  /** Ask the service, instead of waiting for what it tells by itself. */
  readonly asking: boolean;
};

const listening = [0, 100, 200, 400, 600].map((afterMs): Look => ({ afterMs, asking: false }));

/** When to look for a message that may have arrived. An attempt from long ago arrived by now or never. */
export const looksFor = (age: Micros): readonly Look[] =>
  age > 10 * microsPerSecond
    ? [{ afterMs: 0, asking: true }]
    : [...listening, { afterMs: 700, asking: true }, { afterMs: 8000, asking: true }];
