import { bounded } from '../../../../domain/bounded.js';
import { microsPerSecond, type Micros } from '../../../../domain/time.js';
import type { Clock } from '../../../../ports/clock.js';
import type { Outcome } from './outcome.js';

const window: Micros = 600 * microsPerSecond;
const mostRefusals = 10;
const mostCauses = 1000;

export type Fuse = {
  /** How long nothing is asked under this cause any more. */
  restMs(cause: string): number;
  note(cause: string, outcome: Outcome): void;
};

/**
 * Discord bans addresses from which too much is asked that it refuses. What was refused ten times in ten minutes is not
 * asked again until that is over.
 */
export function fuse(clock: Pick<Clock, 'monotonic'>): Fuse {
  const refusals = bounded<string, Micros[]>(mostCauses);
  return {
    restMs(cause) {
      const recent = recentOf(refusals.get(cause), clock.monotonic());
      const [oldest] = recent.slice(-mostRefusals);
      return recent.length < mostRefusals || oldest === undefined
        ? 0
        : Math.ceil((oldest + window - clock.monotonic()) / 1000);
    },
    note(cause, outcome) {
      if (outcome.kind === 'answered') return void refusals.delete(cause);
      if (outcome.kind !== 'refused' || !isInvalid(outcome)) return;
      const recent = [...recentOf(refusals.get(cause), clock.monotonic()), clock.monotonic()];
      refusals.set(cause, recent);
    },
  };
}

const recentOf = (moments: readonly Micros[] = [], now: Micros) => moments.filter(moment => now - moment < window);

/** A message that is gone is no sign that anything is wrong. */
const unknownMessage = 10008;
const isInvalid = ({ status, code }: { readonly status: number; readonly code: number }) =>
  [401, 403, 404].includes(status) && code !== unknownMessage;
