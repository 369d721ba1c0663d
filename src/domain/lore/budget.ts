import { estimateTokens } from '../conversation/tokens.js';
import type { Prepared } from './prepared.js';
import { no, type No } from './verdict.js';

/**
 * Those that have no room: first those that give way by themselves, then the lowest priority, what is always there last.
 * One that does not fit leaves its room to smaller ones.
 */
export function withoutRoom(entries: readonly Prepared[], tokens: number | null): Map<Prepared, No> {
  const used = new Map<string, number>();
  const dropped = new Map<Prepared, No>();
  for (const entry of entries.toSorted(byImportance)) {
    const cost = estimateTokens(entry.entry.content);
    const limits = limitsOf(entry, tokens);
    const short = isFree(entry) ? undefined : limits.find(({ name, most }) => (used.get(name) ?? 0) + cost > most);
    if (short !== undefined) dropped.set(entry, no('budget', `Its ${cost} tokens do not fit ${short.shown}.`));
    else for (const { name } of limits) used.set(name, (used.get(name) ?? 0) + cost);
  }
  return dropped;
}

const isFree = ({ entry }: Prepared) => entry.rules.ignoreBudget === true;

/** The purses an entry is paid from. */
function limitsOf({ entry: { rules } }: Prepared, tokens: number | null) {
  const { book } = rules;
  const ofBook = book?.tokenBudget;
  return [
    ...(book === undefined || ofBook === undefined
      ? []
      : [{ name: `book ${book.name}`, most: ofBook, shown: `the ${ofBook} of “${book.name}”` }]),
    ...(tokens === null ? [] : [{ name: 'all', most: tokens, shown: `the ${tokens} that all lore may take` }]),
  ];
}

const byImportance = (a: Prepared, b: Prepared): number =>
  Number(a.marks.yields) - Number(b.marks.yields) ||
  Number(b.entry.constant) - Number(a.entry.constant) ||
  Number(isFree(b)) - Number(isFree(a)) ||
  importanceOf(b) - importanceOf(a) ||
  (a.entry.id < b.entry.id ? -1 : 1);

const importanceOf = ({ entry }: Prepared) => entry.rules.priority ?? entry.order;
