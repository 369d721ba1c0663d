import type { SomeTallies } from './batch.js';
import { counted, kinds, noTallies, type Kind, type Outcome, type Tallies } from './kind.js';

/** Counts records as they are settled, by file and by whom they are of. */
export type Counts = {
  count(path: string, characterId: string, kind: Kind, outcome: Outcome): void;
  /** Counts all of a file at once, as having become one thing. */
  countAll(path: string, characterId: string, some: SomeTallies, outcome: Outcome): void;
  totals(): Tallies;
  of(characterId: string): Tallies;
  inFile(path: string): Readonly<Record<string, SomeTallies>>;
  characters(): ReadonlySet<string>;
  /** The same counts, to be counted on independently. */
  copy(): Counts;
};

type Files = ReadonlyMap<string, ReadonlyMap<string, Tallies>>;

export function counter(
  start: { totals: Tallies; characters: ReadonlyMap<string, Tallies>; files: Files } = {
    totals: noTallies(),
    characters: new Map(),
    files: new Map(),
  },
): Counts {
  let { totals } = start;
  const characters = new Map(start.characters);
  const files = new Map([...start.files].map(([path, tallies]) => [path, new Map(tallies)]));

  function add(path: string, id: string, kind: Kind, outcome: Outcome, number: number): void {
    if (number === 0) return;
    const file = files.get(path) ?? new Map<string, Tallies>();
    files.set(path, file);
    totals = counted(totals, kind, outcome, number);
    characters.set(id, counted(characters.get(id) ?? noTallies(), kind, outcome, number));
    file.set(id, counted(file.get(id) ?? noTallies(), kind, outcome, number));
  }

  return {
    count: (path, characterId, kind, outcome) => add(path, characterId, kind, outcome, 1),
    countAll: (path, characterId, some, outcome) => {
      for (const kind of kinds) add(path, characterId, kind, outcome, some[kind]?.read ?? 0);
    },
    totals: () => totals,
    of: characterId => characters.get(characterId) ?? noTallies(),
    inFile: path => {
      const found = [...(files.get(path) ?? [])];
      return Object.fromEntries(found.map(([id, tallies]) => [id, someOf(tallies)]));
    },
    characters: () => new Set(characters.keys()),
    copy: () => counter({ totals, characters, files }),
  };
}

/** Without the kinds of which there is nothing. */
const someOf = (tallies: Tallies): SomeTallies =>
  Object.fromEntries(kinds.filter(kind => tallies[kind].read > 0).map(kind => [kind, tallies[kind]]));
