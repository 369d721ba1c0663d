import { choose, type Choice } from '../../src/domain/lore/choose.js';
import type { Scene } from '../../src/domain/lore/scene.js';
import type { LoreEntry, LoreRules } from '../../src/domain/personality/lore.js';
import { aLoreEntry } from './builders.js';

/** A moment in which somebody says the last of these lines. Lines that begin with `>` are the personality’s own. */
export function aScene(lines: readonly string[], fields: Partial<Scene> = {}): Scene {
  const said = lines.map(line => ({ text: line.replace(/^>\s*/, ''), isOwn: line.startsWith('>') }));
  const turn = said.filter(({ isOwn }) => isOwn).length;
  return { lines: said, earlier: 0, turn, tokens: null, chance: () => 0.5, fill: key => key, ...fields };
}

/** An entry with these rules, named and keyed by its id. */
export const anEntry = (id: string, rules: LoreRules = {}, fields: Partial<LoreEntry> = {}): LoreEntry =>
  aLoreEntry({ id, title: id, keys: [id], content: `About ${id}.`, rules, ...fields });

export const chosen = (entries: readonly LoreEntry[], lines: readonly string[], fields?: Partial<Scene>): Choice =>
  choose(entries, aScene(lines, fields));

export const activeIds = ({ active }: Choice): string[] => active.map(({ id }) => id);

/** Why an entry is there, or not, in a word. */
export const codeOf = ({ active, inactive }: Choice, id: string): string | undefined =>
  [...active, ...inactive].find(each => each.id === id)?.code;
