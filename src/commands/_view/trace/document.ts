import type { ShownTrace } from '../../../domain/trace/shown.js';
import { isoOf } from '../../../domain/time.js';
import { microUsd } from '../../../domain/usage/money.js';
import { paid } from '../../../domain/usage/usage.js';

/** A trace as a script reads it. */
export function traceDocument({ at, timingsMicros, spent, ...trace }: ShownTrace) {
  const timingsMs = Object.fromEntries(Object.entries(timingsMicros).map(([name, micros]) => [name, micros / 1000]));
  return { ...trace, at: isoOf(at), timingsMs, costMicroUsd: microUsd(paid(spent)), usage: spent };
}

export type TraceDocument = ReturnType<typeof traceDocument>;
