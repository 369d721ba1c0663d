import { setImmediate as soon } from 'node:timers/promises';
import type { EgressResponse } from '../../../ports/egress.js';
import type { Clock } from '../../../ports/clock.js';

const graceMs = 500;

/** Waits a moment for the end of what is of no interest any more: then the connection can be used again. */
export async function seenOff(rest: AsyncIterator<Uint8Array>, clock: Pick<Clock, 'sleep'>): Promise<void> {
  const drained = drain(rest).catch(() => true);
  const isOver = await Promise.race([drained, soon(false)]); // Mostly, and then no timer is needed.
  if (isOver) return;
  const stopping = new AbortController();
  await Promise.race([drained, clock.sleep(graceMs, stopping.signal)]);
  stopping.abort();
}

async function drain(rest: AsyncIterator<Uint8Array>): Promise<true> {
  while ((await rest.next()).done !== true);
  return true;
}

/** A body at one go. */
export async function textOf({ body }: EgressResponse): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  for await (const bytes of body) pieces.push(decoder.decode(bytes, { stream: true }));
  return pieces.join('') + decoder.decode();
}

/** As much of a body as is wanted of it. What breaks off before is told as far as it came. */
export async function beginningOf(response: EgressResponse, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > most) break;
    }
  } catch {
    return text;
  }
  return text.slice(0, most);
}
