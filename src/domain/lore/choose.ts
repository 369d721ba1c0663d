import type { LoreEntry } from '../personality/lore.js';
import { withoutRoom } from './budget.js';
import { hearing, type Hearing } from './hearing.js';
import { byPlace, placeOf, type Place } from './place.js';
import { prepared, type Prepared } from './prepared.js';
import { decide } from './rounds.js';
import type { Scene } from './scene.js';
import type { No, NoCode, Yes, YesCode } from './verdict.js';

/** An entry that belongs in the prompt, as it is to be read there. */
export type ActiveLore = LoreEntry & {
  readonly place: Place;
  readonly code: YesCode;
  readonly why: string;
  readonly remarks: readonly string[];
};

export type InactiveLore = {
  readonly id: string;
  readonly title: string;
  readonly code: NoCode;
  readonly why: string;
  readonly remarks: readonly string[];
};

export type Choice = {
  /** In the order in which they are read. */
  readonly active: readonly ActiveLore[];
  /** In the order in which they were given. */
  readonly inactive: readonly InactiveLore[];
  /** How often a key was looked for in a text. */
  readonly looks: number;
};

/** Chooses the lore that a moment calls for, and says of every entry why it is there or not. */
export function choose(entries: readonly LoreEntry[], scene: Scene): Choice {
  const all = entries.map(entry => prepared(entry, scene.fill));
  const ears = hearing();
  const verdicts = decide(all, scene, ears);
  const dropped = withoutRoom(all.filter(entry => verdicts.get(entry)?.active === true), scene.tokens); // prettier-ignore
  const active: ActiveLore[] = [];
  const inactive: InactiveLore[] = [];
  for (const entry of all) {
    const verdict = dropped.get(entry) ?? verdicts.get(entry);
    if (verdict === undefined) continue;
    if (verdict.active) active.push(activeOf(entry, verdict));
    else inactive.push(inactiveOf(entry, verdict, ears));
  }
  return { active: active.toSorted(byPlace), inactive, looks: ears.looks() };
}

const activeOf = (entry: Prepared, { code, why }: Yes): ActiveLore => ({
  ...entry.entry,
  place: placeOf(entry),
  code,
  why,
  remarks: entry.remarks,
});

const inactiveOf = ({ entry: { id, title }, keys, remarks }: Prepared, { code, why }: No, ears: Hearing) => ({
  id,
  title,
  code,
  why,
  remarks: keys.some(ears.isSkipped) ? [...remarks, 'All expressions together would take too long.'] : remarks,
});
