/** A moment, as integer microseconds since 1970 in UTC. */
export type Micros = number;

export const microsPerMs = 1000;
export const microsPerSecond = 1_000_000;
export const microsPerHour = 3600 * microsPerSecond;
export const microsPerDay = 86_400 * microsPerSecond;

/** ISO 8601 in UTC. Milliseconds, or microseconds where they are known. */
export function isoOf(moment: Micros): string {
  const text = new Date(Math.floor(moment / microsPerMs)).toISOString();
  const rest = ((moment % microsPerMs) + microsPerMs) % microsPerMs;
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}

const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.(\d+))?)?(?:Z|[+-]\d\d:\d\d)$/;

/** The moment of an ISO 8601 text with its time zone, or undefined when it is none. */
export function microsOf(text: string): Micros | undefined {
  const found = iso8601.exec(text);
  const ms = Date.parse(text);
  if (found === null || Number.isNaN(ms)) return undefined;
  const [, fraction = ''] = found;
  return ms * microsPerMs + Number(fraction.slice(3, 6).padEnd(3, '0'));
}

/** How long ago something was, in the words a person would use. */
export function ago(then: Micros, now: Micros): string {
  const minutes = Math.floor((now - then) / (60 * microsPerSecond));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return counted(hours, 'hour');
  const days = Math.floor(hours / 24);
  if (days < 60) return days === 1 ? 'yesterday' : counted(days, 'day');
  return days < 2 * 365 ? counted(Math.floor(days / 30), 'month') : counted(Math.floor(days / 365), 'year');
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
