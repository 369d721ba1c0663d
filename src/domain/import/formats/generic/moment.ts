import { microsOf, type Micros } from '../../../time.js';
import type { Remark } from '../../issue.js';
import { textOf } from './value.js';

export type Moment = { readonly saidAt: Micros | null; readonly remarks: readonly Remark[] };

const unknown: Moment = { saidAt: null, remarks: [] };

/** When something was said: seconds, milliseconds or microseconds since 1970, or ISO 8601. Zero is no time. */
export function momentOf(value: unknown, at: string): Moment {
  if (value === undefined || value === null || value === '') return unknown;
  const text = textOf(value)?.trim() ?? '';
  const saidAt = microsOf(text) ?? sinceEpoch(text);
  if (saidAt !== undefined) return { saidAt, remarks: [] };
  const utc = withoutZone.test(text) ? microsOf(`${text.replace(' ', 'T')}Z`) : undefined;
  return utc === undefined ? unreadable(at) : { saidAt: utc, remarks: [zoneUnknown(at)] };
}

const withoutZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;
const plainNumber = /^(\d{1,16})(?:\.(\d{1,20}))?$/;

/** How many digits of a count are whole units, and how many zeros make microseconds of it. */
function sinceEpoch(text: string): Micros | undefined {
  const [, whole, fraction = ''] = plainNumber.exec(text) ?? [];
  if (whole === undefined || Number(whole) === 0) return undefined;
  const places = placesOf(Number(whole));
  const micros = Number(whole + fraction.slice(0, places).padEnd(places, '0'));
  return Number.isSafeInteger(micros) ? micros : undefined;
}

function placesOf(count: number): number {
  if (count < 1e11) return 6;
  return count < 1e14 ? 3 : 0;
}

const unreadable = (at: string): Moment => ({
  saidAt: null,
  remarks: [
    {
      severity: 'warn',
      code: 'time_unreadable',
      at,
      message: 'When this was said cannot be read. Its place in the file says it.',
    },
  ],
});

const zoneUnknown = (at: string): Remark => ({
  severity: 'info',
  code: 'zone_unknown',
  at,
  message: 'This time names no zone. It was taken for UTC.',
});
