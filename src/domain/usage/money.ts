import { parseDecimal, wholeAt } from '../decimal.js';

/** Money is counted in whole nano-dollars: a billionth of a US dollar. */
export type NanoUsd = number;

const decimals = 9;
const nanosPerMicro = 1000;

/** The nano-dollars of a provider's decimal text, rounded half up. Undefined for no amount, or one beyond all reason. */
export function parseUsd(text: string): NanoUsd | undefined {
  const units = unitsOf(text, decimals);
  const amount = units === undefined ? Number.NaN : Number(units);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

/** What a decimal text says beyond these nano-dollars, in billionths of one. Nothing, where they are not its own. */
export function restAtto(text: string, nanos: NanoUsd): number {
  const atto = unitsOf(text, 2 * decimals);
  if (atto === undefined || parseUsd(text) !== nanos) return 0;
  return Number(atto - BigInt(nanos) * attoPerNano);
}

/** A sum, with what was left over at each of its parts. */
export const withRest = (nanos: NanoUsd, rests: number): NanoUsd => nanos + Math.floor(rests / 1e9 + 0.5);

const attoPerNano = 10n ** BigInt(decimals);

/** A decimal text, which may be less than nothing, in units of so many decimals. */
function unitsOf(text: string, unitDecimals: number): bigint | undefined {
  const [, sign, size = ''] = /^\s*(-?)([\d.].*)$/s.exec(text) ?? [];
  const amount = parseDecimal(size);
  const units = amount && wholeAt(amount, unitDecimals, 'half-up');
  return units !== undefined && sign === '-' ? -units : units;
}

export const microUsd = (nanos: NanoUsd): number => Math.round(nanos / nanosPerMicro);

/** Money as people read it: to the cent, and below that to two digits, such as `$0.0042`. `$0` for nothing. */
export function inDollars(nanos: NanoUsd): string {
  if (nanos === 0) return '$0';
  const dollars = nanos / 1e9;
  const places = 1 - Math.floor(Math.log10(Math.abs(dollars)));
  return `$${dollars.toFixed(Math.min(decimals, Math.max(2, places)))}`;
}
