import { microsOf, type Micros } from '../../../time.js';
import { numeralOf } from './values.js';

/** A moment of a source: seconds or milliseconds since 1970, also as a text, or ISO 8601. Undefined: it is none. */
export function momentOf(value: unknown): Micros | undefined {
  const text = numeralOf(value) ?? (typeof value === 'string' ? value.trim() : '');
  const moment = /^\d/.test(text) ? (microsIn(text) ?? isoMicros(text)) : undefined;
  return moment !== undefined && moment > 0 && moment < latest ? moment : undefined;
}

const latest = Date.UTC(2200, 0) * 1000;
const earliestInMilliseconds = 1e11;
const earliestInMicroseconds = 1e14;

/** From the digits, because a fraction of a second would not survive a multiplication. */
function microsIn(text: string): Micros | undefined {
  const found = /^(\d{1,17})(?:\.(\d+))?$/.exec(withoutExponent(text));
  if (found === null) return undefined;
  const whole = Number(found[1]);
  const part = Number(`0.${found[2] ?? '0'}`);
  if (whole > earliestInMicroseconds) return Math.round(whole + part);
  const unit = whole > earliestInMilliseconds ? 1000 : 1_000_000;
  return whole * unit + Math.round(part * unit);
}

const withoutExponent = (text: string) => (/^\d(?:\.\d+)?e\+?\d{1,2}$/i.test(text) ? String(Number(text)) : text);

/** Without a zone it is taken for UTC. */
function isoMicros(text: string): Micros | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d:\d\d)?)?$/i.exec(text);
  if (found === null) return undefined;
  const [, day, time = '00:00:00', zone = 'Z'] = found;
  return microsOf(`${day}T${time}${zone.toUpperCase()}`);
}
