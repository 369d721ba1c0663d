import { shared, type Shared } from '../../../../domain/around.js';
import { microsPerMs, type Micros } from '../../../../domain/time.js';
import type { Clock } from '../../../../ports/clock.js';
import type { Log } from '../../../../ports/log.js';
import { bounded } from '../../../../domain/bounded.js';
import type { Way } from './way.js';

export type Avatars = {
  /** Where this picture can be seen. Null where nowhere, or not soon enough for what is being said. */
  urlOf(sha256: string): Promise<string | null>;
};

const failedForMs = 600_000;
/** Nobody waits longer for a face. */
const patienceMs = 4000;
const mostPictures = 5000;

type Found = { readonly url: string | null; readonly until: Micros };

/** The first way that takes a picture has it. What failed is not tried again for a while. */
export function avatars(ways: readonly Way[], clock: Clock, log: Log): Avatars {
  const found = bounded<string, Found>(mostPictures);
  const finding = new Map<string, Shared<string | null>>();

  const keep = (sha256: string, url: string | null, lastsMs: number) => {
    found.set(sha256, { url, until: clock.monotonic() + lastsMs * microsPerMs });
    return url;
  };

  const find = async (sha256: string): Promise<string | null> => {
    for (const way of ways) {
      try {
        const url = await way.urlOf(sha256);
        if (url !== null) return keep(sha256, url, way.lastsMs);
      } catch (error) {
        log.warn('a picture could not be shown on Discord', { way: way.name, sha256, error });
      }
    }
    return keep(sha256, null, failedForMs);
  };

  const once = (sha256: string) => {
    const running = finding.get(sha256) ?? shared<string | null>();
    finding.set(sha256, running);
    return running(() => find(sha256).finally(() => finding.delete(sha256)));
  };

  return {
    async urlOf(sha256) {
      const known = found.get(sha256);
      if (known !== undefined && known.until > clock.monotonic()) return known.url;
      const done = new AbortController();
      const late = clock.sleep(patienceMs, done.signal).then(
        () => known?.url ?? null,
        () => null,
      );
      try {
        return await Promise.race([once(sha256), late]);
      } finally {
        done.abort(null);
      }
    },
  };
}
