import { microsPerMs, type Micros } from '../../../domain/time.js';

type Part = 'hour' | 'minute' | 'weekday' | 'day' | 'month' | 'year';
type Parts = Readonly<Record<Part, string>>;

const shapes = {
  time: ({ hour, minute }: Parts) => `${hour}:${minute}`,
  hour: ({ hour }: Parts) => hour,
  day: ({ day }: Parts) => day,
  weekday: ({ weekday }: Parts) => weekday,
  date: ({ day, month }: Parts) => `${day} ${month}`,
  full: ({ day, month, year }: Parts) => `${day} ${month} ${year}`,
} as const;

/** A moment as people in a zone would write it, in few characters. */
export const inShort = (moment: Micros, shape: keyof typeof shapes, timezone: string): string =>
  shapes[shape](partsOf(moment, timezone));

const made = new Map<string, Intl.DateTimeFormat>();

/** One format for all shapes, because making one takes longer than all the rest. */
function partsOf(moment: Micros, timezone: string): Parts {
  const format = made.get(timezone) ?? formatIn(timezone);
  made.set(timezone, format);
  const parts = new Map<string, string>(
    format.formatToParts(moment / microsPerMs).map(({ type, value }) => [type, value]),
  );
  const part = (type: Part) => parts.get(type) ?? '';
  return {
    hour: part('hour'),
    minute: part('minute'),
    weekday: part('weekday'),
    day: part('day'),
    month: part('month'),
    year: part('year'),
  };
}

const formatIn = (timezone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
