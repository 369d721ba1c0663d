import type { Clock } from '../../../ports/clock.js';
import type { Calls } from './calling/calls.js';

const everyMs = 8000;

/** Shows that somebody writes. Discord forgets it after ten seconds. */
export async function showTyping(calls: Calls, clock: Clock, channelId: string, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const route = `/channels/${channelId}/typing` as const;
    const outcome = await calls.ask({ method: 'POST', route, cause: `type ${channelId}`, patienceMs: 0 });
    if (outcome.kind === 'refused') return;
    await clock.sleep(everyMs, until).catch(() => {});
  }
}
