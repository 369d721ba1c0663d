import { estimateMessageTokens } from './tokens.js';
import type { Line } from './line.js';

/** Lines leave the window this many at a time, so that what stays in front of the prompt stays the same for a while. */
export const trimBatch = 10;

/** How many tokens a line is, as the model reads it. */
type CostOf = (line: Line) => number;

const costOfText: CostOf = ({ text }) => estimateMessageTokens(text);

type Limits = {
  readonly messages: number;
  readonly tokens: number;
  /** How many older lines there are besides. */
  readonly dropped?: number;
  readonly costOf?: CostOf;
};

/** Where few lines fit, fewer leave at a time, so that at least half of them stay. */
const batchSizes = [trimBatch, 5, 2] as const;
const batchFor = (fitting: number) => batchSizes.find(size => size * 2 <= fitting) ?? 1;

/**
 * The newest lines that fit both the number and the tokens. Where something has to go, whole batches go, counted from
 * the conversation's beginning: two turns in a row then share their first line.
 */
export function windowOf(
  lines: readonly Line[],
  { messages, tokens, dropped: before = 0, costOf = costOfText }: Limits,
): Line[] {
  const needed = Math.max(lines.length - messages, tooMany(lines, tokens, costOf));
  if (needed <= 0) return [...lines];
  const batch = batchFor(lines.length - needed);
  const drop = Math.ceil((before + needed) / batch) * batch - before;
  return lines.slice(drop);
}

/** How many of the oldest lines must go so that the rest fits the tokens. */
function tooMany(lines: readonly Line[], tokens: number, costOf: CostOf): number {
  let used = 0;
  for (const [index, line] of [...lines.entries()].toReversed()) {
    used += costOf(line);
    if (used > tokens) return index + 1;
  }
  return 0;
}
