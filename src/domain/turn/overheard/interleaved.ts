import type { Line } from '../../conversation/line.js';

/** Two stretches of talk as one, by time. Of a line that stands in both, the first one's stays; empty ones are left out. */
export function interleaved(lines: readonly Line[], others: readonly Line[]): Line[] {
  const known = new Set(lines.map(({ id }) => id));
  const more = others.filter(({ id, text }) => !known.has(id) && text !== '');
  return more.length === 0 ? [...lines] : [...lines, ...more].toSorted((a, b) => a.saidAt - b.saidAt);
}
