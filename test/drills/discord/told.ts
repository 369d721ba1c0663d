import { readFileSync } from 'node:fs';
import * as z from 'zod';

const entry = z.looseObject({
  at: z.number(),
  what: z.string(),
  by: z.string().optional(),
  isTooSoon: z.boolean().optional(),
});
type Entry = z.infer<typeof entry>;

/** What happened at the fake, from its file. */
export const toldIn = (journal: string): Entry[] =>
  readFileSync(journal, 'utf8')
    .split('\n')
    .filter(text => text.endsWith('}'))
    .map(text => entry.parse(JSON.parse(text)));

/** How many milliseconds after each of these moments the program said something. */
export function firstWordsAfter(moments: readonly number[], told: readonly Entry[]): number[] {
  const words = told.filter(({ what, by }) => what === 'message' && by === 'program').map(({ at }) => at);
  return moments.flatMap((moment, index) => {
    const next = moments[index + 1] ?? Number.POSITIVE_INFINITY;
    const first = words.find(at => at >= moment && at < next);
    return first === undefined ? [] : [first - moment];
  });
}

export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
