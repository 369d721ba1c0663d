import { TzurotError } from '../errors.js';
import { microsPerMs, microsPerSecond, type Micros } from '../time.js';

/** An IANA time zone in its own spelling, or a sentence that says what one looks like. */
export function parseTimezone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text.trim() }).resolvedOptions().timeZone;
  } catch {
    throw new TzurotError('invalid', `“${text}” is not a time zone. Names look like Europe/Berlin or UTC.`);
  }
}

/** A moment as a person in that zone would say it: `Friday, 20 November 2026 at 14:05`. */
export function localTime(moment: Micros, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(moment / microsPerMs);
}

/** The day of a moment in a zone: `20 November 2026`. */
export const localDay = (moment: Micros, timezone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: timezone, day: 'numeric', month: 'long', year: 'numeric' }).format(
    moment / microsPerMs,
  );

/** What clocks in a zone show at a moment, to the second: `14:05:07`. A second that has begun counts as over. */
export const localSecond = (moment: Micros, timezone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(Math.ceil(moment / microsPerSecond) * 1000);
