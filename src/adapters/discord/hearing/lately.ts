import { bounded } from '../../../domain/bounded.js';
import { microsPerMs, type Micros } from '../../../domain/time.js';
import type { Clock } from '../../../ports/clock.js';

/** What was found out a short while ago, so that it is not asked again at once. Questions that run are shared. */
export function lately<Value>(clock: Clock, { most, forMs }: { readonly most: number; readonly forMs: number }) {
  const entries = bounded<string, { readonly value: Promise<Value>; readonly until: Micros }>(most);
  return (key: string, ask: () => Promise<Value>): Promise<Value> => {
    const now = clock.monotonic();
    const found = entries.get(key);
    if (found !== undefined && found.until > now) return found.value;
    const value = ask();
    const entry = { value, until: now + forMs * microsPerMs };
    entries.set(key, entry);
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return value;
  };
}
