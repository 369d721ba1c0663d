import { fold } from '../text/fold.js';
import { nameKey } from './words.js';

/** A piece of a personality's world. Constant, or brought up by one of its keys. */
export type LoreEntry = {
  readonly id: string;
  readonly personalityId: string;
  readonly title: string;
  readonly keys: readonly string[];
  readonly content: string;
  readonly constant: boolean;
  readonly enabled: boolean;
  /** Lower comes first. */
  readonly order: number;
};

/** The entries that belong in a prompt: the constant ones, and those of which a key stands in the recent lines. */
export function activeLore(entries: readonly LoreEntry[], recent: readonly string[]): LoreEntry[] {
  const heard = ` ${recent.map(line => nameKey(line) || fold(line)).join('\n')} `;
  return entries
    .filter(({ enabled, constant, keys }) => enabled && (constant || keys.some(key => isHeard(key, heard))))
    .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

function isHeard(key: string, heard: string): boolean {
  const wanted = nameKey(key);
  if (wanted === '') return false;
  for (let at = heard.indexOf(wanted); at >= 0; at = heard.indexOf(wanted, at + 1)) {
    if (!isWord(heard[at - 1]) && !isWord(heard[at + wanted.length])) return true;
  }
  return false;
}

const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character);
