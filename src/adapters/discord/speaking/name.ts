import { fold } from '../../../domain/text/fold.js';

/** What Discord allows a webhook to be called. */
const longestName = 80;
/** Takes no room, and is no blank that Discord would cut off. */
const filler = '\u17b5';
/** So narrow that the word reads as before. */
const hair = '\u200a';

const emoji = /\p{Extended_Pictographic}|\u20e3/u;
const joins = /\u200d|\p{Variation_Selector}|[\u{e0020}-\u{e007f}]/u;
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]|\p{Default_Ignorable_Code_Point}/u;
const forbidden = /(d)(iscord)|(c)(lyde)/giu;
const addressing = /^@*(everyone|here)$/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Under which name Discord lets somebody speak: what steers the writing or cannot be seen is taken out, and words that it
 * refuses are parted by a hair, so that they read the same.
 */
export function nameFor({ name, slug }: { readonly name: string; readonly slug: string }): string {
  const clean = [cleaned(name), cleaned(slug)].find(each => each !== '') ?? 'Somebody';
  const mended = cut(apart(clean));
  return [...mended].length === 1 ? `${mended}${filler}` : mended;
}

/** The same name as it stands before what is said, where nothing else says who speaks. */
export const prefixFor = (name: string): string => `**${name.replace(/[\\*_~|]/g, '\\$&')}:** `;

/** What a removal brings together may be one character, and then it may be another. */
function cleaned(name: string): string {
  const once = [...graphemes.segment(name.toWellFormed().normalize('NFKC'))]
    .map(({ segment }) => seen(segment))
    .join('')
    .normalize('NFKC')
    .replaceAll('`', "'")
    .replace(/\s+/gu, ' ')
    .trim();
  return once === name ? once : cleaned(once);
}

function seen(grapheme: string): string {
  const isEmoji = emoji.test(grapheme);
  const kept = [...grapheme].filter(each => !unseen.test(each) || (isEmoji && joins.test(each))).join('');
  return kept.replace(/^(?:\u200d|\p{Variation_Selector})+|\u200d+$/gu, '');
}

function apart(name: string): string {
  const parted = name.replace(
    forbidden,
    (_, d = '', iscord = '', c = '', lyde = '') => `${d}${c}${hair}${iscord}${lyde}`,
  );
  return addressing.test(fold(parted))
    ? parted.replace(/(everyone|here)$/iu, word => `${word.slice(0, 1)}${hair}${word.slice(1)}`)
    : parted;
}

function cut(name: string): string {
  if (name.length <= longestName) return name;
  let short = '';
  for (const { segment } of graphemes.segment(name)) {
    if (short.length + segment.length > longestName) break;
    short += segment;
  }
  return (short === '' ? cutInside(name) : short).trimEnd();
}

function cutInside(grapheme: string): string {
  let short = '';
  for (const character of grapheme) {
    if (short.length + character.length > longestName) break;
    short += character;
  }
  return short;
}
