import { microsPerMs, type Micros } from '../time.js';

/** Days since 1970, as people of a time zone count them. */
export type Day = number;

const msPerHour = 3_600_000;
const msPerDay = 24 * msPerHour;
/** No zone is further from UTC, and no clock was ever set by more than a day. */
const furthestMs = 40 * msPerHour;
const justBeforeMs = 3 * msPerHour;

const mostFormats = 1000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one of these takes a hundred times as long as asking it. */
function formatIn(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  if (formats.size >= mostFormats) formats.clear();
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(timezone, made);
  return made;
}

/** What clocks in a zone show, as if it were UTC. */
function shownMs(ms: number, timezone: string): number {
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = (
    formatIn(timezone).format(ms).match(/\d+/g) ?? []
  ).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000);
}

const shownDay = (ms: number, timezone: string): Day => Math.floor(shownMs(ms, timezone) / msPerDay);

/** How long the hour that clocks show has been going on. */
export const intoHour = (moment: Micros, timezone: string): Micros =>
  (((shownMs(moment / microsPerMs, timezone) % msPerHour) + msPerHour) % msPerHour) * microsPerMs;

/**
 * The first moment at which clocks show this day, or a later one: a day may begin at one o’clock, and one may be left
 * out altogether.
 */
export function startOfDay(day: Day, timezone: string): Micros {
  const begins = firstMs(day, timezone);
  const midnight = day * msPerDay;
  const before = begins - justBeforeMs;
  const earlier = midnight - (shownMs(before, timezone) - before); // Of two midnights the first counts.
  const isEarlier = earlier < begins && shownDay(earlier, timezone) >= day;
  return (isEarlier ? earlier : begins) * microsPerMs;
}

function firstMs(day: Day, timezone: string): number {
  let before = day * msPerDay - furthestMs;
  let since = day * msPerDay + furthestMs;
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (shownDay(middle, timezone) >= day) since = middle;
    else before = middle;
  }
  return since;
}

/** The day to which a moment belongs. One that has begun stays, even if clocks are set back over midnight. */
export function dayAt(moment: Micros, timezone: string): Day {
  const day = shownDay(Math.floor(moment / microsPerMs), timezone);
  return startOfDay(day + 1, timezone) <= moment ? day + 1 : day;
}
