import { estimateMessageTokens } from './tokens.js';
import type { Line } from './line.js';

/** Lines leave the window this many at a time, so that what stays in front of the prompt stays the same for a while. */
export const trimBatch = 10;

/** Where few lines fit, fewer leave at a time, so that at least half of them stay. */
const batchSizes = [trimBatch, 5, 2] as const;
const batchFor = (fitting: number) => batchSizes.find(size => size * 2 <= fitting) ?? 1;

/**
 * The newest lines that fit both the number and the tokens. Where something has to go, whole batches go, counted from
 * the conversation's beginning: two turns in a row then share their first line.
 */
export function windowOf(
  lines: readonly Line[],
  limits: { messages: number; tokens: number; dropped?: number },
): Line[] {
  const before = limits.dropped ?? 0;
  const needed = Math.max(lines.length - limits.messages, tooMany(lines, limits.tokens));
  if (needed <= 0) return [...lines];
  const batch = batchFor(lines.length - needed);
  const drop = Math.ceil((before + needed) / batch) * batch - before;
  return lines.slice(drop);
}

/** How many of the oldest lines must go so that the rest fits the tokens. */
function tooMany(lines: readonly Line[], tokens: number): number {
  let used = 0;
  for (let index = lines.length - 1; index >= 0; index--) {
    used += estimateMessageTokens(lines[index]?.text ?? '');
    if (used > tokens) return index + 1;
  }
  return 0;
}
