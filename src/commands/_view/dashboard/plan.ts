/** How many lines each part may have; 0 leaves it out, heading and all. */
export type Plan = {
  readonly spendings: number;
  readonly totals: 0 | 1;
  readonly chart: number;
  readonly ranking: number;
  readonly calls: number;
  /** Whether there is an empty line between the parts. */
  readonly isRoomy: boolean;
};

const headerAndFooter = 2;
const leastForGaps = 24;
const tallest = 4;

/** Divides the lines of a screen. What is less important goes first where there are few. */
export function planFor(rows: number, has: { spendings: number; groups: number; calls: number }): Plan {
  const isRoomy = rows >= leastForGaps;
  const gap = isRoomy ? 1 : 0;
  const room = Math.max(1, rows - headerAndFooter - gap);
  const spendings = Math.min(has.spendings, Math.max(1, Math.floor(room / 3)));
  const totals = room - spendings >= 1 ? 1 : 0;
  const afterFigures = room - spendings - totals - gap;
  const chart = afterFigures < 9 ? 0 : Math.min(tallest, Math.floor(afterFigures / 7));
  const afterChart = afterFigures - (chart === 0 ? 0 : chart + 2 + gap);
  const calls = afterChart < 7 ? 0 : callsIn(afterChart - gap, has);
  const ranking = afterChart - (calls === 0 ? 0 : calls + 1 + gap) - 1;
  return { spendings, totals, chart, ranking: Math.max(0, Math.min(has.groups, ranking)), calls, isRoomy };
}

/** Half of what is left, and what the groups do not need. */
function callsIn(room: number, { groups, calls }: { groups: number; calls: number }): number {
  const headings = 2;
  const lines = room - headings;
  return Math.max(0, Math.min(calls, Math.max(Math.floor(lines / 2), lines - groups)));
}
