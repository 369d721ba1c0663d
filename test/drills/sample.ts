import type { Call } from './strace.ts';

const rare = 4;

/** So many of them: those that are seldom made to a file all, of the others some, evenly spread. */
export function sampled(calls: readonly Call[], most: number): Call[] {
  const isRare = (group: readonly Call[]) => group.length <= rare;
  const groups = [...Map.groupBy(calls, ({ name, of }) => `${name} ${of}`).values()];
  const seldom = evenly(groups.filter(isRare).flat(), most / 2);
  const often = groups.filter(group => !isRare(group)).flat();
  const chosen = new Set([...seldom, ...evenly(often, most - seldom.length)]);
  return calls.filter(call => chosen.has(call));
}

/** A few, evenly spread. */
export const evenly = <T>(all: readonly T[], few: number): T[] => {
  const step = Math.max(1, all.length / few);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
};
