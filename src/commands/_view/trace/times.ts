import { bar } from '../bar.js';

const barWidth = 30;

/** How long each part took, with bars for its share. */
export function timeLines(timingsMs: Readonly<Record<string, number>>): string[] {
  const all = Math.max(Number.EPSILON, ...Object.values(timingsMs));
  return Object.entries(timingsMs).map(
    ([name, ms]) => `${name.padEnd(10)} ${bar(ms / all, barWidth)} ${ms.toFixed(1).padStart(9)} ms`,
  );
}
