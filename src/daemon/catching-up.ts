import type { App } from '../app.js';
import { softly } from '../domain/around.js';
import { isNewer } from '../domain/discord/snowflake.js';
import { TzurotError } from '../domain/errors.js';
import type { Station } from '../ports/station.js';
import type { Listener } from './listening.js';

/** So many questions a second at most, so that nobody has to be told to slow down. */
const pauseMs = 100;

/** Looks for what was said while nobody listened. */
export type CatchingUp = {
  /** In all the channels that matter. */
  begin(): Promise<void>;
  /** Where it could not be asked yet. */
  again(): Promise<void>;
};

/**
 * Looks in the newest messages of each channel, the liveliest first. What is too old to be answered gets an outcome that
 * says so. Until it is known what was missed somewhere, that channel counts as seen no further than before.
 */
export function catchingUp(app: App, station: Station, { seen, hear }: Listener, signal: AbortSignal): CatchingUp {
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    const missing = new Map(seen.missing());
    const newest = await station.newest([...missing.keys()], signal);
    const behind: (readonly [channelId: string, newest: string])[] = [];
    for (const [channelId, after] of missing) {
      const id = newest.get(channelId);
      if (id === null) continue;
      if (id !== undefined && isNewer(id, after)) behind.push([channelId, id]);
      else seen.found(channelId);
    }
    for (const [channelId] of behind.toSorted(([, a], [, b]) => (isNewer(a, b) ? -1 : 1))) {
      if (signal.aborted) return;
      const after = missing.get(channelId) ?? null;
      if ((await softly(app.log, 'Looking what was missed', () => lookIn(channelId, after))) === true)
        seen.found(channelId);
    }
  };

  /** Whether it is known now. What is not for us to read any more was not missed. */
  async function lookIn(channelId: string, after: string | null): Promise<true> {
    await app.clock.sleep(pauseMs, signal);
    try {
      for (const said of await station.missed(channelId, after)) hear(said);
    } catch (error) {
      if (!(error instanceof TzurotError) || error.code === 'unavailable') throw error;
    }
    return true;
  }

  /** Where nothing was ever seen nothing was missed either. */
  const noteFirst = async (channelIds: readonly string[]): Promise<void> => {
    const newest = await station.newest(channelIds, signal);
    for (const [channelId, id] of newest) if (id !== null) seen.end(channelId, id);
  };

  const inTurn = async (): Promise<void> => {
    await looking?.catch(() => {});
    looking = look().finally(() => (looking = undefined));
    return looking;
  };

  return {
    async begin() {
      seen.looking();
      const marks = await app.inbox.unattended();
      for (const [channelId, mark] of marks) if (mark !== null) seen.miss(channelId, mark);
      seen.looked();
      await noteFirst([...marks].flatMap(([channelId, mark]) => (mark === null ? [channelId] : [])));
      await inTurn();
    },
    async again() {
      if (looking === undefined && seen.missing().size > 0) await inTurn();
    },
  };
}
