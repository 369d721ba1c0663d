import { widthOf } from '../table.js';

const graphemes = new Intl.Segmenter();

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
