import { TzurotError } from '../errors.js';
import { microsPerMs, microsPerSecond, type Micros } from '../time.js';

const mostFormats = 1000;

/** An IANA time zone in its own spelling, or a sentence that says what one looks like. */
export function parseTimezone(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text.trim() }).resolvedOptions().timeZone;
  } catch {
    throw new TzurotError('invalid', `“${text}” is not a time zone. Names look like Europe/Berlin or UTC.`);
  }
}

/** A moment as a person in that zone would say it: `Friday, 20 November 2026 at 14:05`. */
export const localTime = shownAs({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The day of a moment in a zone: `20 November 2026`. */
export const localDay = shownAs({ day: 'numeric', month: 'long', year: 'numeric' });

const shownSecond = shownAs({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** What clocks in a zone show at a moment, to the second: `14:05:07`. A second that has begun counts as over. */
export const localSecond = (moment: Micros, timezone: string): string =>
  shownSecond(Math.ceil(moment / microsPerSecond) * microsPerSecond, timezone);

/** Making a format takes a hundred times as long as asking it. */
function shownAs(options: Intl.DateTimeFormatOptions): (moment: Micros, timezone: string) => string {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const formatIn = (timezone: string): Intl.DateTimeFormat => {
    const known = formats.get(timezone);
    if (known !== undefined) return known;
    if (formats.size >= mostFormats) formats.clear();
    const made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: timezone });
    formats.set(timezone, made);
    return made;
  };
  return (moment, timezone) => formatIn(timezone).format(moment / microsPerMs);
}
