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

/** The moment of an ISO 8601 text, or undefined when it is none. */
export function microsOf(iso: string): Micros | undefined {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return undefined;
  const digits = /\.\d{3}(\d{1,3})/.exec(iso)?.[1] ?? '';
  return ms * microsPerMs + Number(digits.padEnd(3, '0'));
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
  const months = Math.floor(days / 30);
  return months < 24 ? counted(months, 'month') : counted(Math.floor(days / 365), 'year');
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'} ago`;
