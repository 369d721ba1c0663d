import { TzurotError } from '../../domain/errors.js';
import { microsPerMs } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';
import type { EgressRequest } from '../../ports/egress.js';

export type TransferClock = Pick<Clock, 'monotonic' | 'sleep'>;
type Limits = Pick<EgressRequest, 'deadlineMs' | 'idleMs' | 'signal'>;

/** One request from its start to the end of its answer, and what may stop it on the way. */
export type Transfer = {
  /** Aborts when the transfer is to stop, with the reason to throw. */
  readonly signal: AbortSignal;
  /** The result of the work, unless the transfer is stopped before. */
  within<T>(work: Promise<T>): Promise<T>;
  /** The next piece, which counts as silence until it is there. */
  piece<T>(next: () => Promise<T>): Promise<T>;
  /** Ends it, and whatever still belongs to it. Only the first reason counts. */
  stop(reason: unknown): void;
};

export function beginTransfer(clock: TransferClock, host: string, { deadlineMs, idleMs, signal }: Limits): Transfer {
  const stopping = new AbortController();
  let waitingSince: number | undefined;

  const stop = (reason: unknown) => {
    signal?.removeEventListener('abort', onAbort);
    stopping.abort(reason);
  };
  const onAbort = () => stop(signal?.reason);

  const watchDeadline = async () => {
    await clock.sleep(deadlineMs, stopping.signal);
    stop(late(`${host} had not finished its answer after ${seconds(deadlineMs)}`));
  };
  const silenceLeft = (limitMs: number) =>
    waitingSince === undefined ? limitMs : limitMs - (clock.monotonic() - waitingSince) / microsPerMs;
  const watchSilence = async (limitMs: number) => {
    for (let left = limitMs; left > 0; left = silenceLeft(limitMs)) await clock.sleep(left, stopping.signal);
    stop(late(`${host} fell silent for ${seconds(limitMs)} in the middle of its answer`));
  };

  signal?.addEventListener('abort', onAbort);
  watchDeadline().catch(() => {});
  if (idleMs !== undefined) watchSilence(idleMs).catch(() => {});

  return {
    signal: stopping.signal,
    within: work => Promise.race([work, rejection(stopping.signal)]),
    async piece(next) {
      stopping.signal.throwIfAborted();
      waitingSince = clock.monotonic();
      try {
        return await next();
      } finally {
        waitingSince = undefined;
      }
    },
    stop,
  };
}

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const seconds = (ms: number) => `${ms / 1000} s`;
const late = (what: string) =>
  new TzurotError('unavailable', `${what}. Try again later.`, { facts: { failure: 'timeout' } });
