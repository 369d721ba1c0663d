import { isSame, merge } from '../import/merge.js';
import type { Changed, Json } from '../import/staged.js';

/**
 * What becomes of a value that a batch changed, once the batch is taken back: what stood there before, but for what
 * people changed since, which is named. What they use by now stays as it is.
 */
export function restored(change: Changed, now: Json, use: Use): { value: Json; kept: string[] } {
  const { before, after } = change;
  if (now === null) return { value: null, kept: [] }; // Somebody took it away; that stays so.
  if (before === null) {
    if (!isSame(now, after)) return { value: now, kept: [changedSince(after, now)] };
    return use === 'nobody' ? { value: null, kept: [] } : { value: now, kept: [reasons[use]] };
  }
  const back = merge(after, now, before);
  const stays = namesOfDifference(after, now);
  return { value: back.value, kept: stays.length === 0 ? [] : [`changed since: ${stays.join(', ')}`] };
}

type Use = 'people' | 'another-batch' | 'nobody';

const reasons = {
  people: 'people have used it since',
  'another-batch': 'another import builds on it',
} as const;

const changedSince = (after: Json, now: Json) =>
  `changed since: ${namesOfDifference(after, now).join(', ') || 'all of it'}`;

/** The members in which two values differ, down to the last. */
function namesOfDifference(one: Json | undefined, other: Json | undefined, path = ''): string[] {
  if (isSame(one, other)) return [];
  if (!isMembers(one) || !isMembers(other)) return path === '' ? [] : [path];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...names].flatMap(name =>
    namesOfDifference(left.get(name), right.get(name), path === '' ? name : `${path}.${name}`),
  );
}

const isMembers = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
