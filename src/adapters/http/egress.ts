import { setTimeout as timer } from 'node:timers/promises';
import { microsPerMs } from '../../domain/time.js';
import type { Egress } from '../../ports/egress.js';
import { guardedEgress, type GuardOptions } from './guarded.js';
import type { TransferClock } from './transfer.js';
import { undiciWire, type WireOptions } from './wire.js';

export type HttpEgressOptions = Partial<GuardOptions> & WireOptions;

const longestTimerMs = 2 ** 31 - 1;

const machineClock: TransferClock = {
  monotonic: () => performance.now() * microsPerMs,
  sleep: (ms, signal) => timer(Math.min(ms, longestTimerMs), undefined, { signal }),
};

/** The way out over real sockets. Nothing is retried. Disposing of it closes connections that are kept open. */
export function httpEgress(options: HttpEgressOptions = {}): Egress & AsyncDisposable {
  const wire = undiciWire(options);
  return {
    ...guardedEgress(wire, { clock: machineClock, ...options }),
    [Symbol.asyncDispose]: () => wire[Symbol.asyncDispose](),
  };
}
