import { microsPerMs, type Micros } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import { identified, identifyAt, neverIdentified, type Identifies, type IdentifyLimits } from './identify.js';

/** Lets shards introduce themselves one after the other, and ever more rarely while their sessions do not last. */
export function identifyThrottler(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  limits: IdentifyLimits,
  maxConcurrency: number,
) {
  const past = new Map<number, Identifies>();
  const lost = new Map<number, Micros>();
  const freeAt = new Map<number, Micros>();
  const untilMs = (moment: Micros) => (moment - clock.monotonic()) / microsPerMs;

  return {
    /** Rejects only when the signal says so: one that is cut off while it waits comes back, and waits no longer for that. */
    async waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> {
      const before = past.get(shardId) ?? neverIdentified;
      const lostAt = lost.get(shardId) ?? clock.monotonic();
      lost.set(shardId, lostAt);
      const pauseMs = untilMs(identifyAt(before, lostAt, limits));
      if (pauseMs > 60_000)
        log.warn('Discord ended the session again and again: the next one is asked for after a pause.', {
          shardId,
          minutes: Math.ceil(pauseMs / 60_000),
        });
      if (pauseMs > 0) await clock.sleep(pauseMs, signal);
      const lane = shardId % maxConcurrency;
      for (let ms = untilMs(freeAt.get(lane) ?? 0); ms > 0; ms = untilMs(freeAt.get(lane) ?? 0))
        await clock.sleep(ms, signal);
      signal.throwIfAborted();
      const now = clock.monotonic();
      freeAt.set(lane, now + limits.apartMs * microsPerMs);
      past.set(shardId, identified(before, lostAt, now, limits));
      lost.delete(shardId);
    },
  };
}
