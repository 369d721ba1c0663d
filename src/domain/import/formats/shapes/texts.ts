import { claim, giveUp, remark, type Reading, type Said } from './reading.js';
import { cutTo, isUnset, wordsOf } from './values.js';

/** The longest text a prompt takes. */
export const longestText = 100_000;

export function textAt(reading: Reading, paths: readonly string[], most = longestText): Said<string> {
  const found = claim(reading, paths);
  if (found === undefined || isUnset(found.value)) return found && null;
  const text = wordsOf(found.value);
  if (text === null) return giveUp(reading, found.path, 'not_a_text', 'is not a text');
  return text.length <= most ? text : shortened(reading, found.path, text, most);
}

function shortened(reading: Reading, path: string, text: string, most: number): string {
  const message = `“${path}” has ${text.length} characters; the first ${most} are used. The archive has them all.`;
  remark(reading, path, 'warn', 'too_long', message);
  return cutTo(text, most);
}

/** A text that is of no use when a part of it is missing, such as an id. */
export function wholeTextAt(reading: Reading, paths: readonly string[], most: number): Said<string> {
  const found = claim(reading, paths);
  if (found === undefined || isUnset(found.value)) return found && null;
  const text = wordsOf(found.value);
  if (text !== null && text.length <= most) return text;
  return giveUp(reading, found.path, 'not_usable', `is not a text of ${most} characters at most`);
}

/** What somebody is called: one line. */
export function nameAt(reading: Reading, paths: readonly string[]): Said<string> {
  const found = claim(reading, paths);
  if (found === undefined || isUnset(found.value)) return found && null;
  const text = wordsOf(found.value);
  const name = lineOf(text ?? '');
  if (name === '') return giveUp(reading, found.path, 'not_a_text', 'is not a name');
  if (name === text) return name;
  const message = `“${found.path}” does not fit on a line of ${longestName} characters. It is now “${name}”.`;
  remark(reading, found.path, 'warn', 'name_repaired', message);
  return name;
}

const longestName = 200;
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** The nearest text that is a name. Empty when nothing is left. */
const lineOf = (text: string): string =>
  text.search(breaks) < 0 && text.length <= longestName
    ? text
    : cutTo(text.replace(breaks, ' ').trim(), longestName).trim();

const mostTexts = 1000;

/** Several texts, or one. What among them is no text is left out. */
export function textsAt(reading: Reading, paths: readonly string[]): Said<string[]> {
  const found = claim(reading, paths);
  if (found === undefined || isUnset(found.value)) return found && null;
  const all: readonly unknown[] = Array.isArray(found.value) ? found.value : [found.value];
  const texts = all.map(wordsOf).filter(each => each !== null);
  if (texts.length === 0 && all.length > 0) return giveUp(reading, found.path, 'not_a_text', 'has no text in it');
  const used = texts.slice(0, mostTexts).map(each => cutTo(each, longestText));
  if (used.length < all.length) {
    const message = `${all.length - used.length} of ${all.length} in “${found.path}” are not used. The archive has them.`;
    remark(reading, found.path, 'warn', 'not_a_text', message);
  }
  return used;
}
