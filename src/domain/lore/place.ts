import type { LoreEntry, LoreRules } from '../personality/lore.js';
import { groupsOf } from './group.js';
import type { Prepared } from './prepared.js';

/** Where an entry stands: with what never changes, or with the message that called it. */
export type Place = 'system' | 'turn';

/** What is always there stands in front, unless it is to stand at a depth, or is not quite always there. */
export const placeOf = (prepared: Prepared): Place =>
  prepared.entry.constant && !isAtDepth(prepared.entry.rules) && isSteady(prepared) ? 'system' : 'turn';

const isAtDepth = ({ position, depth }: LoreRules) =>
  position === 'depth' || (position === undefined && depth !== undefined);

function isSteady(prepared: Prepared): boolean {
  const { entry, marks, isTimed, additional, excluded } = prepared;
  const { probability = 100, delay = 0 } = entry.rules;
  const isCounted = marks.after !== null || marks.every !== null || delay > 0;
  const listens = additional.length > 0 || excluded.length > 0;
  const isRivalled = marks.yields || groupsOf(prepared).length > 0;
  return probability >= 100 && !isTimed && !isCounted && !listens && !isRivalled;
}

/** From the farthest from the message to the nearest. */
const positions = ['before', 'examples-top', 'examples-bottom', 'after', 'outlet', 'note-top', 'note-bottom', 'depth'];

const rankOf = (rules: LoreRules) => positions.indexOf(isAtDepth(rules) ? 'depth' : (rules.position ?? 'before'));

/** The order in which entries are read: by position, the deepest first, then by their own order. */
export const byPlace = (a: LoreEntry, b: LoreEntry): number =>
  rankOf(a.rules) - rankOf(b.rules) ||
  depthOf(b.rules) - depthOf(a.rules) ||
  a.order - b.order ||
  (a.id < b.id ? -1 : 1);

const depthOf = (rules: LoreRules) => (isAtDepth(rules) ? (rules.depth ?? 4) : 0);
