import { stripVTControlCharacters } from 'node:util';

const graphemes = new Intl.Segmenter();

const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** How many columns of a terminal a text takes. Colours take none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** A text on one line, cut where it gets too long. */
export function oneLine(text: string, most: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).trimEnd()}…`;
}

/** A text in exactly so many columns: cut where it is too long, and filled up where it is too short. */
export function fitted(text: string, width: number): string {
  const taken = widthOf(text);
  if (taken <= width) return text + ' '.repeat(width - taken);
  return width < 1 ? '' : `${begin(text, width - 1)}…`;
}

/** The same with the text at the right. Numbers that do not fit are not cut: a part of one is a lie. */
export const rightly = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** As much of the beginning as fits, filled up where a wide character would not. */
function begin(text: string, width: number): string {
  let taken = 0;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    const more = widthOf(segment);
    if (taken + more > width) break;
    taken += more;
    kept += segment;
  }
  return kept + ' '.repeat(width - taken);
}
