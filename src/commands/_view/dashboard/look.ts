import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 1000;
/** Looking takes at most so small a part of the time, however much there is to add up. */
const smallPart = 10;

type Looking<T> = {
  readonly load: () => Promise<T>;
  readonly show: (seen: T) => void;
  /** Whether what is shown is of this moment already. */
  readonly isFresh: boolean;
  readonly isPaused: boolean;
  readonly signal: AbortSignal;
};

/** Looks again and again, with a pause after each look, until it is told to stop. While paused, once at most. */
export async function keepLooking<T>({ load, show, isFresh, isPaused, signal }: Looking<T>): Promise<void> {
  if (isFresh && isPaused) return;
  if (isFresh) await pause(pauseMs, signal);
  while (!signal.aborted) {
    const began = performance.now();
    const seen = await load();
    if (signal.aborted) return;
    show(seen);
    if (isPaused) return;
    await pause(Math.max(pauseMs, (performance.now() - began) * smallPart), signal);
  }
}

/** Waits, or less long when it is told to stop. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);
