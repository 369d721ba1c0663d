import type { About } from '../answering/about.js';
import { presentable } from '../answering/cleaned.js';

const draftGrowth = 1.02;

/**
 * Shows what is certain of an answer while it is being made. Looks again only when the text has grown by a share of
 * itself, so that a long answer costs no more than a few times its length.
 */
export function draftsOf(about: About, show: (text: string) => void) {
  const pieces: string[] = [];
  const length = { now: 0, looked: 0 };
  return {
    add: (piece: string) => {
      pieces.push(piece);
      length.now += piece.length;
      if (length.now < length.looked * draftGrowth) return;
      length.looked = length.now;
      const certain = presentable(pieces.join(''), about);
      if (certain !== '') show(certain);
    },
  };
}
