/** A number from 0 up to but without 1. The same words have the same one. */
export type Chance = (words: string) => number;

const basis = 0x811c9dc5;
const prime = 0x01000193;

/** Chance that can be repeated: the same seed and the same words give the same number, on every machine. */
export const chanceFrom =
  (seed: string): Chance =>
  words =>
    stirred(mixed(words, mixed(`${seed}\0`, basis))) / 2 ** 32;

function mixed(text: string, from: number): number {
  let sum = from;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), prime);
  return sum;
}

/** Spreads the last letters over all bits, so that names that end alike do not get numbers that begin alike. */
function stirred(sum: number): number {
  const once = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
