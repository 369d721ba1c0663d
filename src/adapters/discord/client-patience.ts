import { microsPerMs, type Micros } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';

/** Longer waits are for whoever asks to decide about. */
const longestWaitMs = 10_000;
/* Discord bans an address after ten thousand refusals in that time. We stop long before. */
const [mostRefusals, withinMs] = [8, 600_000];

/** How long the client waits where Discord limits it, and when it stops to try. */
export function patience(clock: Clock) {
  const refused: Micros[] = [];
  const recently = () => refused.filter(at => at > clock.monotonic() - withinMs * microsPerMs).length;
  return {
    /** Discord said that it was too much. */
    refused(): void {
      refused.push(clock.monotonic());
      if (refused.length > mostRefusals) refused.shift();
    },
    isOver: ({ retryAfter, timeToReset }: { readonly retryAfter: number; readonly timeToReset: number }): boolean =>
      Math.max(retryAfter, timeToReset) > longestWaitMs || recently() >= mostRefusals,
  };
}
