import { microsOf, type Micros } from '../../../time.js';
import { numberOf } from '../cards/values.js';

/** When something was said. `isZoned`: whether the source says in which time zone. */
export type Moment = { readonly micros: Micros; readonly isZoned: boolean };

/** Reads all the ways in which SillyTavern has written its dates. Undefined: none of them. */
export function momentOf(value: unknown): Moment | undefined {
  const number = numberOf(value);
  if (number !== undefined) return fromNumber(number);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return fromStamp(text) ?? fromWords(text) ?? fromIso(text);
}

const earliestMs = 1e11;
const latestMs = Date.UTC(2200, 0);

/** Milliseconds; seconds when there would be too few of them. */
function fromNumber(number: number): Moment | undefined {
  const ms = number < earliestMs ? number * 1000 : number;
  return ms >= earliestMs && ms < latestMs ? { micros: Math.round(ms * 1000), isZoned: true } : undefined;
}

/** `2024-7-12@01h31m37s` and `2024-6-5 @14h 56m 50s 682ms`. */
function fromStamp(text: string): Moment | undefined {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2}) ?@ ?(\d{1,2})h ?(\d{1,2})m ?(\d{1,2})s(?: ?(\d{1,3})ms)?$/.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, ...rest] = found.slice(1).map(digits => Number(digits ?? 0));
  return unzoned([year, month - 1, ...rest]);
}

const months = [
  'january', 'february', 'march', 'april', 'may', 'june',
  'july', 'august', 'september', 'october', 'november', 'december',
]; // prettier-ignore

/** `June 19, 2023 2:20pm`. */
function fromWords(text: string): Moment | undefined {
  const found = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))? ?([ap]m)?$/i.exec(text);
  if (found === null) return undefined;
  const [, word = '', day, year, hour, minute, second = '0', half] = found;
  const month = months.findIndex(name => name.startsWith(word.toLowerCase()));
  if (month < 0) return undefined;
  return unzoned([Number(year), month, Number(day), hourOf(Number(hour), half), Number(minute), Number(second)]);
}

const hourOf = (hour: number, half: string | undefined) =>
  half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);

function fromIso(text: string): Moment | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text);
  if (found === null) return undefined;
  const [, day, time = '00:00', zone] = found;
  const micros = microsOf(`${day}T${time}${(zone ?? 'Z').toUpperCase()}`);
  return micros === undefined ? undefined : { micros, isZoned: zone !== undefined };
}

/** The parts of a date, the month counted from 0. Undefined for a 31 February or a 25 o’clock. */
function unzoned(parts: readonly number[]): Moment | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second, ms));
  const isReal = date.getUTCMonth() === month && date.getUTCDate() === day && date.getUTCHours() === hour;
  return isReal && minute < 60 && second < 60 ? { micros: date.getTime() * 1000, isZoned: false } : undefined;
}
