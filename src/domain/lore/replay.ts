import { isLucky, untimely, type Moment } from './gate.js';
import type { Heard } from './heard.js';
import type { Hearing } from './hearing.js';
import type { Key } from './key.js';
import { matched, type IsHeard } from './match.js';
import type { Prepared } from './prepared.js';
import type { Scene } from './scene.js';

/** What became of an entry in the lines before this one. */
export type Past = {
  readonly wasActive: boolean;
  /** For how many more lines it stays, or rests. 0: it does not. */
  readonly staysFor: number;
  readonly restsFor: number;
};

const noPast: Past = { wasActive: false, staysFor: 0, restsFor: 0 };

/** The lines at which an entry goes, and at which its rest is over. */
type Times = { readonly stays: number | null; readonly rests: number | null; readonly wasActive: boolean };

/**
 * Works out from the lines themselves since when an entry is there: every line that was answered is looked at as it was
 * then. Groups, recursion and budgets of the past are not.
 */
export function pastOf(entry: Prepared, scene: Scene, texts: readonly Heard[], hearing: Hearing): Past {
  if (!entry.isTimed) return noPast;
  const heardAt = listener(entry, texts, hearing);
  let times: Times = { stays: null, rests: null, wasActive: false };
  let turn = scene.turn - scene.lines.filter(({ isOwn }) => isOwn).length;
  for (const [at, { isOwn }] of scene.lines.entries()) {
    if (isOwn) turn += 1;
    else if (scene.lines[at + 1]?.isOwn === true) {
      const length = scene.earlier + at + 1;
      times = aged(times, length, entry);
      const isFree = times.stays === null && times.rests === null;
      if (isFree && isCalled(entry, { length, turn, chance: scene.chance }, heardAt(at))) times = begun(length, entry);
    }
  }
  const now = scene.earlier + scene.lines.length;
  const { stays, rests, wasActive } = aged(times, now, entry);
  return { wasActive, staysFor: (stays ?? now) - now, restsFor: (rests ?? now) - now };
}

/** Listens at any of the lines, as far back as the entry does. Each line is listened to once. */
function listener({ depth }: Prepared, texts: readonly Heard[], { hears }: Hearing): (at: number) => IsHeard {
  const known = new Map<Key, readonly number[]>();
  const lastOf = (key: Key) => {
    const last = known.get(key) ?? lastIndexes(texts.map(text => hears(key, text)));
    known.set(key, last);
    return last;
  };
  return at => key => {
    const last = lastOf(key)[at] ?? -1;
    return last >= 0 && last > at - depth;
  };
}

/** For each position the last one up to it that is true, or -1. */
function lastIndexes(values: readonly boolean[]): number[] {
  let last = -1;
  return values.map((value, index) => (last = value ? index : last));
}

const isCalled = (entry: Prepared, moment: Moment, isHeard: IsHeard): boolean =>
  (entry.marks.activate || (untimely(entry, moment) === undefined && matched(entry, isHeard).active)) &&
  isLucky(entry, moment);

/** A rest begins when an entry comes up, and anew when it has stayed its time. */
function aged(times: Times, length: number, { entry: { rules } }: Prepared): Times {
  const hasStayed = times.stays !== null && length >= times.stays;
  const rests = hasStayed ? length + (rules.cooldown ?? 0) : times.rests;
  return { ...times, stays: hasStayed ? null : times.stays, rests: rests !== null && length >= rests ? null : rests };
}

const begun = (length: number, { entry: { rules } }: Prepared): Times => ({
  stays: (rules.sticky ?? 0) > 0 ? length + (rules.sticky ?? 0) : null,
  rests: (rules.cooldown ?? 0) > 0 ? length + (rules.cooldown ?? 0) : null,
  wasActive: true,
});
