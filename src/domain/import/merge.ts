import type { Json } from './staged.js';

export type Merged = {
  readonly value: Json;
  /** Paths where both sides changed something, and ours stayed. */
  readonly kept: readonly string[];
};

type Members = { readonly [key: string]: Json };

const isMembers = (value: Json | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What becomes of a value that was written once (`base`), stands here now (`ours`), and is said anew (`theirs`). What
 * only one side changed is as that side says; where both did, ours stays, and is named.
 */
export function merge(base: Json | undefined, ours: Json | undefined, theirs: Json | undefined, path = ''): Merged {
  if (isSame(ours, theirs)) return { value: ours ?? null, kept: [] };
  if (isSame(ours, base)) return { value: theirs ?? null, kept: [] };
  if (isSame(theirs, base)) return { value: ours ?? null, kept: [] };
  if (isTexts(ours) && isTexts(theirs)) return { value: mergeTexts(isTexts(base) ? base : [], ours, theirs), kept: [] };
  if (isMembers(ours) && isMembers(theirs)) return mergeMembers(isMembers(base) ? base : {}, ours, theirs, path);
  return { value: ours ?? null, kept: [path] };
}

const isTexts = (value: Json | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every(each => typeof each === 'string');

/** Of a list of texts, what either side added is added, and what either side took away is gone. */
function mergeTexts(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] {
  const left = ours.filter(text => theirs.includes(text) || !base.includes(text));
  return [...left, ...theirs.filter(text => !base.includes(text) && !ours.includes(text))];
}

function mergeMembers(base: Members, ours: Members, theirs: Members, path: string): Merged {
  const kept: string[] = [];
  const entries: [string, Json][] = [];
  for (const name of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const [was, is, said] = [own(base, name), own(ours, name), own(theirs, name)];
    const merged = merge(was, is, said, path === '' ? name : `${path}.${name}`);
    kept.push(...merged.kept);
    const isAbsent =
      isSame(is, said) || merged.kept.length > 0 || isSame(said, was) ? is === undefined : said === undefined;
    if (!isAbsent) entries.push([name, merged.value]);
  }
  return { value: Object.fromEntries(entries), kept };
}

const own = (value: Members, name: string): Json | undefined => (Object.hasOwn(value, name) ? value[name] : undefined);

/** Whether two values are the same, whatever the order of their members. */
export const isSame = (one: Json | undefined, other: Json | undefined): boolean => canonical(one) === canonical(other);

function canonical(value: Json | undefined): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_, each: unknown) => (isPlain(each) ? sorted(each) : each));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
