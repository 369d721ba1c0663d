import { ratioOf, type Goal, type Line } from './bench.ts';

const width = 20;

/** A line and, beneath it, a bar: as long as the ratio, with a mark where the goal is. */
export function shown(line: Line): string {
  const ratio = ratioOf(line);
  const figures = [
    line.what.padEnd(40),
    amount(line.micros, line).padStart(10),
    amount(line.floorMicros, line).padStart(10),
    `${ratio.toFixed(ratio < 10 ? 2 : 0)}x`.padStart(8),
    `  ${goalOf(line.goal)}`.padEnd(18),
    barOf(ratio, line.goal?.ratio),
  ];
  return figures.join('').trimEnd();
}

export const heading = `${''.padEnd(40)}${['measured', 'floor'].map(name => name.padStart(10)).join('')}${'ratio'.padStart(8)}  goal`;

const amount = (value: number, { unit }: Line) =>
  unit === 'bytes' ? `${(value / 1024).toFixed(0)} KiB` : duration(value);

function duration(micros: number): string {
  if (micros >= 10_000) return `${(micros / 1000).toFixed(0)} ms`;
  if (micros >= 1000) return `${(micros / 1000).toFixed(2)} ms`;
  return `${micros.toFixed(micros < 10 ? 2 : 0)} µs`;
}

function goalOf(goal: Goal | null): string {
  const parts = [
    ...(goal?.ratio === undefined ? [] : [`${goal.ratio}x`]),
    ...(goal?.micros === undefined ? [] : [`< ${duration(goal.micros)}`]),
  ];
  return parts.join(', ');
}

/** Half of the bar is the goal. */
function barOf(ratio: number, goal: number | undefined): string {
  if (goal === undefined) return '';
  const half = width / 2;
  const length = Math.min(width, Math.max(1, Math.round((ratio / goal) * half)));
  const bar = '█'.repeat(length).padEnd(width);
  return `${bar.slice(0, half)}│${bar.slice(half)}`;
}
