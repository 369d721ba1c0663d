import type { Micros } from '../time.js';

/** So many within so long. */
export type Rate = { readonly tokens: number; readonly withinMicros: Micros };

/** What is left for somebody, as it was at a moment, and when they were last told that it is too little. */
export type Bucket = { readonly tokens: number; readonly at: Micros; readonly toldAt: Micros | null };

export type Drawn =
  | { readonly ok: true; readonly bucket: Bucket }
  /** First: they have not been told within the last such stretch of time. */
  | { readonly ok: false; readonly bucket: Bucket; readonly freeAt: Micros; readonly isFirst: boolean };

/** What gets lost in fractions of tokens, so that nobody who was told a moment comes too early at it. */
const lost = 1e-6;

/** Takes one out of a bucket that fills evenly. One that was never used is full. */
export function draw(bucket: Bucket | undefined, rate: Rate, now: Micros): Drawn {
  const { tokens, toldAt } = filled(bucket ?? { tokens: rate.tokens, at: now, toldAt: null }, rate, now);
  if (tokens >= 1 - lost) return { ok: true, bucket: { tokens: Math.max(0, tokens - 1), at: now, toldAt } };
  const freeAt = now + Math.round(((1 - tokens) * rate.withinMicros) / rate.tokens);
  const isFirst = toldAt === null || now - toldAt >= rate.withinMicros;
  return { ok: false, bucket: { tokens, at: now, toldAt: isFirst ? now : toldAt }, freeAt, isFirst };
}

/** When the clock was set back, nothing has passed; and nobody was told in the future. */
function filled({ tokens, at, toldAt }: Bucket, rate: Rate, now: Micros): Bucket {
  const passed = Math.max(0, now - at);
  const more = (passed * rate.tokens) / rate.withinMicros;
  return {
    tokens: Math.min(rate.tokens, tokens + more),
    at: now,
    toldAt: toldAt !== null && toldAt > now ? null : toldAt,
  };
}

/** A rate as it is written: `10/60` is ten within 60 seconds. */
export const ratePattern = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/;

export function parseRate(text: string): Rate | undefined {
  const [, tokens, seconds] = ratePattern.exec(text) ?? [];
  if (tokens === undefined || seconds === undefined) return undefined;
  return { tokens: Number(tokens), withinMicros: Number(seconds) * 1_000_000 };
}
