import type { Chance } from './chance.js';
import type { Prepared } from './prepared.js';
import { no, type No } from './verdict.js';

/** A moment of a conversation: how many lines it had, and how often the personality had answered. */
export type Moment = { readonly length: number; readonly turn: number; readonly chance: Chance };

/** Why it is not the time for an entry, whatever is said. Undefined: it is. */
export function untimely({ entry, marks }: Prepared, { length, turn }: Moment): No | undefined {
  const delay = entry.rules.delay ?? 0;
  if (length < delay) return no('delay', `It waits until ${delay} lines are said; this is line ${length}.`);
  if (marks.after !== null && turn < marks.after)
    return no('after', `It waits for ${marks.after} answers; there are ${turn}.`);
  if (marks.every !== null && turn % marks.every !== 0)
    return no('every', `It comes with every ${marks.every} answers; there are ${turn}.`);
  return undefined;
}

/** Says whether chance is with an entry. The same moment gives the same answer. */
export function isLucky({ entry }: Prepared, { length, chance }: Moment): boolean {
  const { probability = 100 } = entry.rules;
  return probability >= 100 || chance(`${entry.id} at ${length}`) * 100 < probability;
}
