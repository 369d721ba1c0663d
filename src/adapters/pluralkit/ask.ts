import { TzurotError } from '../../domain/errors.js';
import { addressBelow } from '../../domain/text/address.js';
import { microsPerMs } from '../../domain/time.js';
import type { Clock } from '../../ports/clock.js';
import type { Egress } from '../../ports/egress.js';
import { pauseMs } from './pause.js';

/** For one question, with everything in between: somebody waits for an answer meanwhile. */
const deadlineMs = 3_000;
const longestAnswerBytes = 256 * 1024;
/** It counts by the second, so a pause of this length says that it is about to listen again. */
const longestPauseMs = 1_500;
/** A client that does not say who it is gets no answer. */
const headers = { accept: 'application/json', 'user-agent': 'tzurot' } as const;

export type Answer = { readonly status: number; readonly content: string };

/** Asks PluralKit for a document. Whoever asks too often waits once, if that is soon over. */
export type Ask = (path: string) => Promise<Answer>;

type Way = { readonly egress: Egress; readonly clock: Clock; readonly signal?: AbortSignal | undefined };

export function asking({ egress, clock, signal }: Way, url: string): Ask {
  const once = async (path: string, leftMs: number) => {
    const {
      status,
      headers: answered,
      body,
    } = await egress.request({
      url: addressBelow(url, path),
      trust: 'operator',
      headers,
      deadlineMs: leftMs,
      maxBytes: longestAnswerBytes,
      ...(signal && { signal }),
    });
    return { status, headers: answered, content: Buffer.concat(await Array.fromAsync(body)).toString() };
  };

  return async path => {
    const started = clock.monotonic();
    const leftMs = () => deadlineMs - (clock.monotonic() - started) / microsPerMs;
    const first = await once(path, deadlineMs);
    if (first.status !== 429) return first;
    const pause = pauseMs(first, clock.now()) ?? 0;
    if (pause > longestPauseMs || pause >= leftMs()) throw tooOften();
    await clock.sleep(pause, signal);
    const second = await once(path, leftMs());
    if (second.status === 429) throw tooOften();
    return second;
  };
}

const tooOften = () =>
  new TzurotError('unavailable', 'PluralKit was asked more often than it answers. Try again in a while.', {
    facts: { status: 429 },
  });
