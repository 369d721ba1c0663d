import { bounded } from '../bounded.js';
import {
  fateOf,
  isCopied,
  onCopy,
  onErased,
  onHold,
  onReleased,
  type CopyFate,
  type Held,
  type Standing,
} from './standing.js';

/** Where answers wait until it is known whether their messages were copied. */
export type DeliveryHold = {
  /**
   * Waits until a message was copied, is gone, or this time has passed. Several may wait for the same one. An aborted
   * signal ends the waiting with its reason; when nobody waits any more, it is as if nobody had.
   */
  hold(messageId: string, ms: number, signal?: AbortSignal): Promise<Held>;
  /** Its answer need not wait. Says what came of it before. */
  release(messageId: string): Held;
  /** A copy of it came. Says who answers that. */
  copyCame(originalId: string, copyId: string): CopyFate;
  erased(messageId: string): void;
  /** Whether it is known to have been copied. */
  wasCopied(messageId: string): boolean;
};

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;
type Wait = PromiseWithResolvers<Held> & { waiting: number };

/** More than are heard before the first of them no longer matters. */
const mostStandings = 10_000;

export function deliveryHold(sleep: Sleep): DeliveryHold {
  const standings = bounded<string, Standing>(mostStandings);
  const waits = new Map<string, Wait>();

  const moveTo = (id: string, standing: Standing): Standing => {
    standings.set(id, standing);
    if (standing.kind !== 'held') {
      waits.get(id)?.resolve(standing.kind);
      waits.delete(id);
    }
    return standing;
  };
  const release = (id: string): Held => {
    const { kind } = moveTo(id, onReleased(standings.get(id)));
    return kind === 'held' ? 'free' : kind;
  };
  const waitFor = (id: string): Wait => {
    const wait = waits.get(id) ?? { ...Promise.withResolvers<Held>(), waiting: 0 };
    waits.set(id, wait);
    return wait;
  };
  const leave = (id: string, wait: Wait) => {
    wait.waiting -= 1;
    if (wait.waiting > 0 || waits.get(id) !== wait) return;
    waits.delete(id);
    standings.delete(id);
  };

  return {
    async hold(id, ms, signal) {
      signal?.throwIfAborted();
      const standing = moveTo(id, onHold(standings.get(id)));
      if (standing.kind !== 'held') return standing.kind;
      const wait = waitFor(id);
      wait.waiting += 1;
      const done = new AbortController();
      const late = sleep(ms, signal === undefined ? done.signal : AbortSignal.any([signal, done.signal]));
      try {
        return await Promise.race([wait.promise, late.then(() => release(id))]);
      } finally {
        done.abort(null);
        leave(id, wait);
      }
    },
    release,
    copyCame: (originalId, copyId) => fateOf(moveTo(originalId, onCopy(standings.get(originalId), copyId)), copyId),
    erased: id => void moveTo(id, onErased(standings.get(id))),
    wasCopied: id => isCopied(standings.get(id)),
  };
}
