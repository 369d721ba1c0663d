import type { App } from '../app.js';
import { softly } from '../domain/around.js';
import type { Accepted } from '../domain/inbox/accepted.js';
import type { Station } from '../ports/station.js';
import type { Listener } from './listening.js';

/**
 * Goes on with what an earlier run took in and did not finish, as it reads now: what was changed or taken back while nobody
 * listened was told to nobody. What cannot be looked up is taken as it was.
 */
export async function resume(
  { inbox, log }: Pick<App, 'inbox' | 'log'>,
  station: Pick<Station, 'message'>,
  listening: Pick<Listener, 'resume'>,
): Promise<void> {
  for (const accepted of await inbox.waiting()) {
    const now = await softly(log, 'Looking how a message reads now', () => asItStands(station, accepted));
    if (now === null) await inbox.drop(accepted);
    else listening.resume([now ?? accepted]);
  }
}

/** Null where it is gone. */
async function asItStands(station: Pick<Station, 'message'>, accepted: Accepted): Promise<Accepted | null> {
  const { id, channelId } = accepted.said;
  const message = await station.message(channelId, id);
  return message === undefined ? null : { ...accepted, said: { ...accepted.said, text: message.text } };
}
