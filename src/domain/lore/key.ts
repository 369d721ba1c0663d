import type { LoreRules } from '../personality/lore.js';
import { nameKey } from '../personality/words.js';
import { fold } from '../text/fold.js';
import type { Refused } from './effort.js';
import { casedKey, type Heard } from './heard.js';
import { isWrittenAsPattern, patternOf, type Pattern } from './pattern.js';

/** Something to listen for. */
export type Key = { readonly shown: string } & (
  | { readonly kind: 'plain'; readonly wanted: string; readonly isCased: boolean; readonly isWhole: boolean }
  | ({ readonly kind: 'pattern' } & Pattern)
  | ({ readonly kind: 'refused' } & Refused)
);

type Manner = Pick<LoreRules, 'useRegex' | 'caseSensitive' | 'wholeWords'>;

/** A key as it was typed. Whole words in any case, unless the rules say otherwise. */
export function keyOf(typed: string, { useRegex, caseSensitive = false, wholeWords = true }: Manner): Key {
  if (useRegex === true || isWrittenAsPattern(typed)) return patternKey(typed, caseSensitive ? '' : 'i');
  const form = wholeWords ? (caseSensitive ? casedKey : nameKey) : caseSensitive ? asTyped : fold;
  return { shown: typed, kind: 'plain', wanted: form(typed.trim()), isCased: caseSensitive, isWhole: wholeWords };
}

function patternKey(shown: string, flags: '' | 'i'): Key {
  if (shown === '') return { shown, kind: 'refused', refused: 'it is empty' };
  const pattern = patternOf(shown, flags);
  return 'refused' in pattern ? { shown, kind: 'refused', ...pattern } : { shown, kind: 'pattern', ...pattern };
}

const asTyped = (text: string) => text.normalize('NFKC');

/** Says whether a key stands in a text. */
export function isHeardIn(key: Key, text: Heard): boolean {
  if (key.kind === 'refused') return false;
  if (key.kind === 'pattern') return key.regex.test(text.raw.slice(0, key.reach));
  if (key.wanted === '') return false;
  if (key.isWhole) return standsAlone(key.wanted, key.isCased ? text.casedWords() : text.words());
  return (key.isCased ? text.casedLetters() : text.letters()).includes(key.wanted);
}

function standsAlone(wanted: string, words: string): boolean {
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
    if (isEdge(words, at) && isEdge(words, at + wanted.length)) return true;
  }
  return false;
}

/** Letters of scripts that put no spaces between words. */
const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const letter = /[\p{L}\p{N}\p{M}]/u;

/** Says whether a word can begin or end at a position: there are no letters on both sides, or it cannot be told. */
function isEdge(words: string, at: number): boolean {
  const [before, after] = [letterBefore(words, at), letterAt(words, at)];
  return before === undefined || after === undefined || spaceless.test(before) || spaceless.test(after);
}

const letterAt = (words: string, at: number) => asLetter(words.codePointAt(at));

function letterBefore(words: string, at: number) {
  const unit = words.charCodeAt(at - 1);
  return asLetter(words.codePointAt(unit >= 0xdc00 && unit <= 0xdfff ? at - 2 : at - 1));
}

function asLetter(point: number | undefined): string | undefined {
  if (point === undefined) return undefined;
  const character = String.fromCodePoint(point);
  return letter.test(character) ? character : undefined;
}
