import { microsPerMs, type Micros } from '../../domain/time.js';
import { pauseIn } from './wire.js';

type Refusal = { readonly headers: Readonly<Record<string, string>>; readonly content: string };

const number = /^\d{1,15}$/;

/** How long to leave it alone: as its document says, or else its headers. Undefined where neither does. */
export function pauseMs({ headers, content }: Refusal, now: Micros): number | undefined {
  const seconds = numberIn(headers['retry-after']);
  const resetMs = numberIn(headers['x-ratelimit-reset']);
  const said = [pauseIn(content), seconds && seconds * 1000, resetMs && resetMs - now / microsPerMs];
  const pause = said.find(each => each !== undefined);
  return pause === undefined ? undefined : Math.max(0, Math.ceil(pause));
}

const numberIn = (text = '') => (number.test(text) ? Number(text) : undefined);
