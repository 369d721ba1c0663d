/*
 * The Porter stemmer (1980), as five steps of suffix rules. "Measure" is the number of vowel-consonant pairs that
 * the remaining stem must have for a rule to apply.
 */

const consonant = '[^aeiou]';
const vowel = '[aeiouy]';
const consonants = `${consonant}[^aeiouy]*`;
const vowels = `${vowel}[aeiou]*`;

const measureAbove0 = new RegExp(`^(${consonants})?${vowels}${consonants}`);
const measureIs1 = new RegExp(`^(${consonants})?${vowels}${consonants}(${vowels})?$`);
const measureAbove1 = new RegExp(`^(${consonants})?${vowels}${consonants}${vowels}${consonants}`);
const hasVowel = new RegExp(`^(${consonants})?${vowel}`);
const endsInDouble = /([^aeiouylsz])\1$/;
const endsInShortSyllable = new RegExp(`^${consonants}${vowel}[^aeiouwxy]$`);

type Rule = readonly [suffix: string, replacement: string];

const step2: readonly Rule[] = [
  ['ational', 'ate'], ['tional', 'tion'], ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['bli', 'ble'],
  ['alli', 'al'], ['entli', 'ent'], ['eli', 'e'], ['ousli', 'ous'], ['ization', 'ize'], ['ation', 'ate'],
  ['ator', 'ate'], ['alism', 'al'], ['iveness', 'ive'], ['fulness', 'ful'], ['ousness', 'ous'], ['aliti', 'al'],
  ['iviti', 'ive'], ['biliti', 'ble'], ['logi', 'log'],
]; // prettier-ignore

const step3: readonly Rule[] = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ful', ''], ['ness', ''],
]; // prettier-ignore

const step4 = [
  'ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'ion',
  'al', 'er', 'ic', 'ou',
]; // prettier-ignore

/** The stem of a lower-case English word. Words of other alphabets come back as they are. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  return tidyEnd(dropSuffix(replaceSuffix(replaceSuffix(endInI(dropPast(dropPlural(word))), step2), step3)));
}

function dropPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function dropPast(word: string): string {
  if (word.endsWith('eed')) return measureAbove0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const suffix = ['ed', 'ing'].find(end => word.endsWith(end));
  const base = suffix === undefined ? word : word.slice(0, -suffix.length);
  if (suffix === undefined || !hasVowel.test(base)) return word;
  if (/(at|bl|iz)$/.test(base)) return `${base}e`;
  if (endsInDouble.test(base)) return base.slice(0, -1);
  return endsInShortSyllable.test(base) ? `${base}e` : base;
}

const endInI = (word: string) =>
  word.endsWith('y') && hasVowel.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;

function replaceSuffix(word: string, rules: readonly Rule[]): string {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (rule === undefined) return word;
  const base = word.slice(0, -rule[0].length);
  return measureAbove0.test(base) ? base + rule[1] : word;
}

function dropSuffix(word: string): string {
  const suffix = step4.find(end => word.endsWith(end));
  if (suffix === undefined) return word;
  const base = word.slice(0, -suffix.length);
  if (!measureAbove1.test(base)) return word;
  return suffix === 'ion' && !/[st]$/.test(base) ? word : base;
}

function tidyEnd(word: string): string {
  const base = word.slice(0, -1);
  const short = measureIs1.test(base) && !endsInShortSyllable.test(base);
  const bare = word.endsWith('e') && (measureAbove1.test(base) || short) ? base : word;
  return bare.endsWith('ll') && measureAbove1.test(bare) ? bare.slice(0, -1) : bare;
}
