import { microsPerMs, type Micros } from '../time.js';

/* Ids on Discord say when something was made: milliseconds since the first second of 2015, and something that counts. */
const epochMs = 1_420_070_400_000n;
const bitsBelowTime = 22n;

/** When something was made, by Discord's clock. The beginning of time for what is no such id. */
export const momentOf = (id: string): Micros =>
  /^\d{1,20}$/.test(id) ? Number((BigInt(id) >> bitsBelowTime) + epochMs) * microsPerMs : 0;

/** The smallest id that something made at this moment can have. */
export function idAt(moment: Micros): string {
  const ms = BigInt(Math.floor(moment / microsPerMs)) - epochMs;
  return String((ms < 0n ? 0n : ms) << bitsBelowTime);
}

/** Of two numbers without leading zeros the longer one is larger. */
export const byAge = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : Number(a > b)) : a.length - b.length;

export const isOlder = (a: string, b: string): boolean => byAge(a, b) < 0;

/** Whether something was made after that. Everything was made after nothing. */
export const isNewer = (id: string, than: string | null): boolean => than === null || byAge(id, than) > 0;
