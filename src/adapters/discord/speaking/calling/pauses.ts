import { microsPerMs, type Micros } from '../../../../domain/time.js';
import type { Clock } from '../../../../ports/clock.js';
import type { Limited } from './outcome.js';

const everything = Symbol('everything');
type Cause = string | typeof everything;

/** `round`: how often in a row it was tried in vain. */
type Pause = { readonly since: Micros; readonly until: Micros; readonly round: number };

/** So many refusals in a row, wherever, mean that there is no use in asking at all for a while. */
const stormFrom = 3;
const unsaidMs = 1000;
const longestOwnMs = 200_000;
const marginMs = 50;
const mostCauses = 1000;

export type Pauses = {
  /** How long it has to be waited before anything is asked under this cause. */
  restMs(cause: string): number;
  /** Whether only one may ask at a time, to see whether it is over. */
  isStorm(): boolean;
  /** What was asked at that moment was too much. */
  limited(cause: string, limit: Limited, askedAt: Micros): void;
  /** It has not been limited. */
  went(cause: string): void;
};

/**
 * When Discord may be asked again after it said that it was too much. Never before it says so; and each time in a row
 * after twice as long, so that a storm that says nothing useful comes to ten refusals in ten minutes.
 */
export function pauses(clock: Pick<Clock, 'monotonic'>): Pauses {
  const pausing = new Map<Cause, Pause>();
  let inARow = 0;

  const pause = (cause: Cause, afterMs: number | null, askedAt: Micros) => {
    const now = clock.monotonic();
    const standing = pausing.get(cause);
    // What was on its way already when the pause began says nothing new.
    const isSameRound = standing !== undefined && askedAt < standing.since;
    const round = (standing?.round ?? 0) + (isSameRound ? 0 : 1);
    const until = now + waitMs(round, afterMs) * microsPerMs;
    const since = isSameRound ? standing.since : now;
    pausing.delete(cause);
    pausing.set(cause, { since, until: isSameRound ? Math.max(standing.until, until) : until, round });
  };

  const restOf = (cause: Cause) => ((pausing.get(cause)?.until ?? 0) - clock.monotonic()) / microsPerMs;

  return {
    restMs: cause => Math.max(0, Math.ceil(Math.max(restOf(cause), restOf(everything)))),
    isStorm: () => inARow >= stormFrom,
    limited(cause, { afterMs, isGlobal, isShared }, askedAt) {
      if (!isShared) inARow += 1;
      if (!isGlobal) pause(cause, afterMs, askedAt);
      if (isGlobal || (!isShared && inARow >= stormFrom)) pause(everything, afterMs, askedAt);
      const over = [...pausing.keys()].find(key => key !== everything);
      if (pausing.size > mostCauses && over !== undefined) pausing.delete(over);
    },
    went(cause) {
      inARow = 0;
      pausing.delete(cause);
      pausing.delete(everything);
    },
  };
}

/** As long as Discord says; and from the second time on for so long that it comes to ten times in ten minutes. */
function waitMs(round: number, afterMs: number | null): number {
  const said = afterMs === null || afterMs <= 0 ? unsaidMs : afterMs + marginMs;
  return round === 1 ? said : Math.max(said, Math.min(longestOwnMs, 2 ** (round + 1) * 1000));
}
