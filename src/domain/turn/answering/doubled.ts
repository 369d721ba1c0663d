import { untouched, type Step } from './step.js';

/** In characters. A refrain may well be shorter. */
const leastHalf = 30;

/** Takes away the second half of an answer that is the first half again, word for word. Blanks may differ. */
export const withoutDouble: Step = text => {
  const visible = visibleIn(text);
  if (visible % 2 !== 0 || visible < 2 * leastHalf) return untouched(text);
  const middle = positionAfter(text, visible / 2);
  if (!isSame(text, middle) || !isEnd(text, middle)) return untouched(text);
  return { text: text.slice(0, middle), removed: [text.slice(middle)] };
};

const isBlank = (text: string, at: number) => {
  const unit = text.charCodeAt(at);
  return unit <= 0x20 || unit === 0xa0 || unit === 0x3000;
};

function visibleIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (!isBlank(text, at)) count += 1;
  return count;
}

/** The position after so many characters that are no blanks. */
function positionAfter(text: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0; at++) if (!isBlank(text, at)) left -= 1;
  return at;
}

/** Whether what follows the middle is what came before it, but for blanks. */
function isSame(text: string, middle: number): boolean {
  let second = middle;
  for (let first = 0; first < middle; first++) {
    if (isBlank(text, first)) continue;
    while (isBlank(text, second)) second += 1;
    if (text.charCodeAt(first) !== text.charCodeAt(second)) return false;
    second += 1;
  }
  return true;
}

/** Whether a text could end here: after a line, or after a mark. */
function isEnd(text: string, at: number): boolean {
  const [between = ''] = /^\s{0,100}/.exec(text.slice(at, at + 100)) ?? [];
  return between.includes('\n') || /[\p{P}\p{S}]$/u.test(text.slice(at - 2, at));
}
