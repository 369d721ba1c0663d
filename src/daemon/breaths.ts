import type { Accepted } from '../domain/inbox/accepted.js';
import type { Clock } from '../ports/clock.js';

const breathMs = 1500;

export type Breath = [Accepted, ...Accepted[]];

/** Gathers what one person says to the same ones in one breath, and gives it on when it is over. */
export function breaths(clock: Pick<Clock, 'sleep'>, signal: AbortSignal, over: (breath: Breath) => void) {
  const open = new Map<string, Breath>();
  return {
    add(accepted: Accepted): void {
      const { said, userId, answerers } = accepted;
      const key = JSON.stringify([said.channelId, userId, answerers.map(({ slug }) => slug)]);
      const breath = open.get(key);
      if (breath !== undefined) return void breath.push(accepted);
      const begun: Breath = [accepted];
      open.set(key, begun);
      const end = () => {
        open.delete(key);
        over(begun);
      };
      void clock.sleep(breathMs, signal).then(end, end);
    },
  };
}
