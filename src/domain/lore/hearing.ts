import type { Heard } from './heard.js';
import { isHeardIn, type Key } from './key.js';
import { stepsFor } from './pattern.js';

/** Listens for keys in texts, once for each key and text. */
export type Hearing = {
  readonly hears: (key: Key, text: Heard) => boolean;
  /** How often a key was looked for in a text. */
  readonly looks: () => number;
  /** Whether a key was not looked for everywhere, because that would have taken too long. */
  readonly isSkipped: (key: Key) => boolean;
};

/** What all expressions together may take. Where there is not enough left for one, it is not tried. */
const allSteps = 200_000_000;

export function hearing(): Hearing {
  const known = new Map<Key, Map<Heard, boolean>>();
  const spent = { looks: 0, steps: 0 };
  const skipped = new Set<Key>();
  const look = (key: Key, text: Heard): boolean => {
    spent.looks += 1;
    if (key.kind !== 'pattern') return isHeardIn(key, text);
    const steps = stepsFor(key.effort, Math.min(text.raw.length, key.reach));
    if (spent.steps + steps > allSteps) {
      skipped.add(key);
      return false;
    }
    spent.steps += steps;
    return isHeardIn(key, text);
  };
  return {
    looks: () => spent.looks,
    isSkipped: key => skipped.has(key),
    hears(key, text) {
      const answers = known.get(key) ?? new Map<Heard, boolean>();
      known.set(key, answers);
      const answer = answers.get(text) ?? look(key, text);
      answers.set(text, answer);
      return answer;
    },
  };
}
