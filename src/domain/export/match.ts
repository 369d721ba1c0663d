import type { LoreEntry } from '../personality/lore.js';

/** What of an entry people see, wherever it is. */
export type Entry = Pick<LoreEntry, 'title' | 'keys' | 'content' | 'constant' | 'enabled' | 'order' | 'rules'>;

/** By what an entry of today is known again, the surest first. Undefined: it has nothing of the kind. */
const marks: readonly ((entry: Entry) => string | undefined)[] = [
  entry => allOf(entry),
  ({ title, content }) => JSON.stringify([title, content]),
  ({ title, keys }) => (title === '' ? undefined : JSON.stringify([title, keys])),
  ({ content }) => content || undefined,
  ({ title }) => title || undefined,
  ({ keys }) => (keys.length === 0 ? undefined : JSON.stringify(keys)),
];

/** For each earlier entry the one of today that it has become, if there is any; and those of today that are new. */
export function matched<Today extends Entry>(before: readonly Entry[], today: readonly Today[]) {
  const free = new Set(today);
  const found = new Map<number, Today>();
  for (const mark of marks) {
    const waiting = Map.groupBy(free, entry => mark(entry) ?? '');
    for (const [index, entry] of before.entries()) {
      const key = found.has(index) ? undefined : mark(entry);
      const match = key === undefined ? undefined : waiting.get(key)?.shift();
      if (match === undefined) continue;
      found.set(index, match);
      free.delete(match);
    }
  }
  return { found, fresh: [...free] } as const;
}

/** Everything about an entry but its book, in an order of its own. */
function allOf({ title, keys, content, constant, enabled, order, rules: { book: _book, ...rules } }: Entry): string {
  const sorted = Object.entries(rules).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([title, keys, content, constant, enabled, order, sorted]);
}
