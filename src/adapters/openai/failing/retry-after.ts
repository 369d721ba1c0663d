import { microsPerMs, type Micros } from '../../../domain/time.js';

type Headers = Readonly<Record<string, string>>;

const longestMs = 7 * 86_400_000;
const number = /^\d{1,15}(?:\.\d{1,9})?$/;
const date = /^[A-Z][a-z]{2}, [\w :]{1,40}$/;
/** Smaller numbers are a time from now, or a moment in seconds: services do not agree which. */
const earliestMs = 1e12;

/** How long a service wants to be left alone. Undefined where it does not say, or not in earnest. */
export function retryAfterMs(headers: Headers, now: Micros): number | undefined {
  const waits = [inMs(headers['retry-after-ms']), after(headers['retry-after'], now), reset(headers, now)];
  const wait = waits.find(each => each !== undefined);
  return wait === undefined || wait > longestMs ? undefined : Math.max(0, Math.ceil(wait));
}

const inMs = (text = '') => (number.test(text) ? Number(text) : undefined);

/** In seconds, or as a date. */
function after(text: string | undefined, now: Micros): number | undefined {
  const seconds = inMs(text);
  if (seconds !== undefined) return seconds * 1000;
  const moment = date.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment - now / microsPerMs;
}

function reset(headers: Headers, now: Micros): number | undefined {
  const moment = inMs(headers['x-ratelimit-reset']);
  return moment === undefined || moment < earliestMs ? undefined : moment - now / microsPerMs;
}
