import type { Feature } from './features.js';

const offset = 0x811c9dc5;
const prime = 0x01000193;

/** Puts each feature where its hash says, with the sign that it says, and makes the whole one long. */
export function vectorOf(features: readonly Feature[], dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions);
  for (const { name, weight } of features) {
    const hash = hashOf(name);
    const place = hash % dimensions;
    sums[place] = (sums[place] ?? 0) + (hash >= 2 ** 31 ? weight : -weight);
  }
  const length = Math.hypot(...sums);
  if (length === 0) sums[0] = 1; // Everything cancelled out: any direction is as good as another.
  return Float32Array.from(sums, each => each / (length || 1));
}

/** FNV-1a over UTF-16, stirred once more so that its upper bits depend on all of the text. */
function hashOf(text: string): number {
  let hash = offset;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), prime);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
