import { microsPerMs, type Micros } from '../../../domain/time.js';
import type { Clock } from '../../../ports/clock.js';
import type { Echo } from '../wire/echo.js';
import { bounded } from '../../../domain/bounded.js';
import { settled } from './sightings.js';

const mostSayings = 5000;
const mostWebhooks = 5000;
/** After this, Discord has answered what was asked, or never will. */
const answeredAfterMs = 20_000;
const quietFor: Micros = 3_600_000 * microsPerMs;

type Told = {
  readonly clock: Pick<Clock, 'sleep' | 'monotonic'>;
  readonly isOurs: (webhookId: string) => boolean;
  /** Whether Discord told us that we made this message. */
  readonly isMade: (id: string) => boolean;
};

export type Intruders = {
  /** This is about to be said through this webhook. */
  saying(webhookId: string, text: string): void;
  /** Whether somebody else said this through a webhook of ours. Said of one channel once in an hour at most. */
  isBehind(echo: Echo): Promise<boolean>;
};

/** Who got hold of the address of a webhook can speak through it. What we neither said nor were told of is theirs. */
export function intruders({ clock, isOurs, isMade }: Told): Intruders {
  const sayings = bounded<string, true>(mostSayings);
  const caught = bounded<string, Micros>(mostWebhooks);
  const keyOf = (webhookId: string, text: string) => `${webhookId} ${settled(text)}`;
  return {
    saying: (webhookId, text) => sayings.set(keyOf(webhookId, text), true),
    async isBehind({ id, channelId, webhookId, text }) {
      if (webhookId === null || !isOurs(webhookId) || sayings.get(keyOf(webhookId, text)) === true) return false;
      await clock.sleep(answeredAfterMs);
      const last = caught.get(channelId);
      if (isMade(id) || (last !== undefined && clock.monotonic() - last < quietFor)) return false;
      caught.set(channelId, clock.monotonic());
      return true;
    },
  };
}
