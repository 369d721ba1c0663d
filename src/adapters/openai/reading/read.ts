import type { TzurotError } from '../../../domain/errors.js';
import { microsPerMs } from '../../../domain/time.js';
import type { Clock } from '../../../ports/clock.js';
import type { EgressResponse } from '../../../ports/egress.js';
import type { Chunk } from '../wire/chunk.js';
import { seenOff } from './body.js';
import { readerFor, type Reader } from './readers.js';

type Limits = {
  readonly clock: Clock;
  /** For how long there may be nothing but signs of life. */
  readonly patienceMs: number;
  readonly isLate: () => TzurotError;
  /** Whether an end that is none may count for one. */
  readonly isEnough: () => boolean;
};

/** Reads an answer to its end, and passes on each piece that says something. */
export async function read(response: EgressResponse, take: (chunk: Chunk) => void, limits: Limits): Promise<void> {
  const bytes = response.body[Symbol.asyncIterator]();
  const reading = readingFor(take, limits);
  try {
    while (!reading.isDone()) {
      const next = await nextOf(bytes, limits.isEnough);
      if (next === undefined) return reading.end();
      reading.feed(next);
    }
    await seenOff(bytes, limits.clock);
    response.cancel(); // Who goes on after the end is not listened to.
  } catch (error) {
    response.cancel();
    throw error;
  }
}

/** Undefined at the end. One that is none counts for one, once enough is there. */
async function nextOf(bytes: AsyncIterator<Uint8Array>, isEnough: () => boolean): Promise<Uint8Array | undefined> {
  try {
    const next = await bytes.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    if (isEnough()) return undefined;
    throw error;
  }
}

function readingFor(take: (chunk: Chunk) => void, { clock, patienceMs, isLate }: Limits) {
  const decoder = new TextDecoder();
  let reader: Reader | undefined;
  let heardAt = clock.monotonic();
  const heard = (chunk: Chunk) => {
    heardAt = clock.monotonic();
    take(chunk);
  };
  return {
    feed(bytes: Uint8Array): void {
      const piece = decoder.decode(bytes, { stream: true });
      reader ??= readerFor(piece, heard);
      reader?.feed(piece);
      if (clock.monotonic() - heardAt > patienceMs * microsPerMs) throw isLate();
    },
    end(): void {
      reader?.feed(decoder.decode());
      reader?.end();
    },
    isDone: () => reader?.isDone() === true,
  };
}
