import { microsPerMs, type Micros } from '../../../domain/time.js';
import type { Clock } from '../../../ports/clock.js';
import type { Echo } from '../wire/echo.js';

export type Echoes = {
  heard(echo: Echo): void;
  /** Of this place, oldest first. */
  in(channelId: string): readonly Echo[];
};

type Kept = { readonly echo: Echo; readonly until: Micros };

const keptFor: Micros = 600_000 * microsPerMs;
const most = 5000;

/** What came back lately. */
export function echoes(clock: Pick<Clock, 'monotonic'>): Echoes {
  const heard = new Map<string, Kept>();
  const byChannel = new Map<string, Set<string>>();

  const drop = (id: string) => {
    const channelId = heard.get(id)?.echo.channelId ?? '';
    heard.delete(id);
    const rest = byChannel.get(channelId);
    rest?.delete(id);
    if (rest?.size === 0) byChannel.delete(channelId);
  };

  const tidy = () => {
    for (const [id, { until }] of heard) {
      if (heard.size <= most && until > clock.monotonic()) return;
      drop(id);
    }
  };

  return {
    heard(echo) {
      if (heard.has(echo.id)) return;
      heard.set(echo.id, { echo, until: clock.monotonic() + keptFor });
      byChannel.set(echo.channelId, (byChannel.get(echo.channelId) ?? new Set()).add(echo.id));
      tidy();
    },
    in(channelId) {
      tidy();
      return [...(byChannel.get(channelId) ?? [])].flatMap(id => heard.get(id)?.echo ?? []);
    },
  };
}
