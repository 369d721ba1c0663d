import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';

/** Runs what may fail without failing the whole. A failure is logged and becomes undefined. */
export async function softly<T>(log: Log, what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    log.warn(`${what} failed, and the rest went on`, { error });
    return undefined;
  }
}

/** Runs `work` and writes down how long it took, in microseconds, under `name`. */
export async function timed<T>(
  clock: Clock,
  timings: Record<string, number>,
  name: string,
  work: () => T | Promise<T>,
): Promise<T> {
  const started = clock.monotonic();
  try {
    return await work();
  } finally {
    timings[name] = clock.monotonic() - started;
  }
}

/**
 * Runs what nobody waits for. The signal ends it when the program does; when it fails otherwise, that is logged, and
 * nothing more comes of it. What is wanted under the same name while it runs is done once more afterwards, and once for
 * all who want it.
 */
export type Aside = (what: string, work: (signal: AbortSignal) => Promise<unknown>) => void;

/** Made with the first use, and once. */
export function lazily<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    const [first = make()] = made;
    made[0] = first;
    return first;
  };
}

/** Through which something is done once for all who want it at the same time. */
export type Shared<T> = (work: () => Promise<T>) => Promise<T>;

/** Whoever comes while something is being done gets what comes of that. Afterwards it is done anew. */
export function shared<T>(): Shared<T> {
  const running = new Set<Promise<T>>();
  return work => {
    const [already] = running;
    if (already !== undefined) return already;
    const begun = work().finally(() => running.delete(begun));
    running.add(begun);
    return begun;
  };
}

/** Through which something is done once for all who want the same at the same time. */
export type Together<T> = (
  key: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/**
 * Whoever comes while something is being done under the same key gets what comes of that. Who leaves does not disturb
 * the others. When everybody has left it is broken off, and the last of them stays until it has ended.
 */
export function together<T>(): Together<T> {
  const running = new Map<string, Joint<T>>();
  return async (key, signal, work) => {
    signal?.throwIfAborted();
    const joint = running.get(key) ?? jointOf(work, own => void (running.get(key) === own && running.delete(key)));
    running.set(key, joint);
    return outcomeOf(joint, signal);
  };
}

/** What several wait for. */
type Joint<T> = {
  readonly result: Promise<T>;
  readonly waiting: Set<object>;
  breakOff(reason: unknown): void;
};

function jointOf<T>(work: (signal: AbortSignal) => Promise<T>, ended: (own: Joint<T>) => void): Joint<T> {
  const breaking = new AbortController();
  const joint: Joint<T> = {
    result: work(breaking.signal).finally(() => ended(joint)),
    waiting: new Set(),
    breakOff: reason => {
      ended(joint);
      breaking.abort(reason);
    },
  };
  return joint;
}

async function outcomeOf<T>({ result, waiting, breakOff }: Joint<T>, signal: AbortSignal | undefined): Promise<T> {
  const me = {};
  waiting.add(me);
  const leaving = Promise.withResolvers<never>();
  const leave = () => {
    waiting.delete(me);
    if (waiting.size === 0) breakOff(signal?.reason);
    else leaving.reject(signal?.reason);
  };
  signal?.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([result, leaving.promise]);
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}

/** Runs what may take only so long. When that has passed, it is broken off with the reason that `late` gives. */
export async function within<T>(
  clock: Pick<Clock, 'sleep'>,
  {
    ms,
    late,
    signal,
  }: { readonly ms: number; readonly late: () => unknown; readonly signal?: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const done = new AbortController();
  const passed = () => over.abort(late());
  clock.sleep(ms, done.signal).then(passed, () => {});
  try {
    return await work(signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]));
  } finally {
    done.abort(null); // Without a reason of its own each would be given an error with a stack.
  }
}

/** Through which things are done one after the other where they share a key. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Whoever comes waits for those who came before under the same key, whatever became of them. */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const own = before === undefined ? work() : before.then(work, work);
    last.set(key, own);
    try {
      return await own;
    } finally {
      if (last.get(key) === own) last.delete(key);
    }
  };
}

/** Lets so many things be done at once. Who comes later waits until one of them is over, in the order of coming. */
export function seats(most: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (taken < most) taken += 1;
    else await new Promise<void>(sit => waiting.push(sit));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) taken -= 1;
      else next();
    }
  };
}
