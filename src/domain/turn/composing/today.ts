import type { Personality } from '../../personality/personality.js';
import type { Micros } from '../../time.js';
import { localDay, localTime } from '../../user/timezone.js';

export const time = (now: Micros, timezone: string, who: string): string =>
  `It is ${localTime(now, timezone)} for ${who}.`;

/** Says so on the personality's birthday. */
export function birthday({ birthday: day, displayName }: Personality, now: Micros, timezone: string): string {
  if (day === null) return '';
  const leap = day.month === 2 && day.day === 29 ? 2024 : 2023;
  const sample = localDay(Date.UTC(leap, day.month - 1, day.day, 12) * 1000, 'UTC').replace(/ \d+$/, '');
  return localDay(now, timezone).startsWith(`${sample} `) ? `Today is the birthday of ${displayName}.` : '';
}
