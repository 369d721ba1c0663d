/** Money is counted in whole nano-dollars: a billionth of a US dollar. */
export type NanoUsd = number;

const decimals = 9;
const nanosPerMicro = 1000;

/** The nano-dollars of a provider's decimal text, rounded half up. Undefined for no amount, or one beyond all reason. */
export function parseUsd(text: string): NanoUsd | undefined {
  const found = /^\s*(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?\s*$/i.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  if (whole + fraction === '') return undefined;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  const nanos =
    places <= decimals ? digits * 10n ** BigInt(decimals - places) : halfUp(digits, 10n ** BigInt(places - decimals));
  const amount = Number(sign === '-' ? -nanos : nanos);
  return Number.isSafeInteger(amount) ? amount : undefined;
}

const halfUp = (digits: bigint, unit: bigint) => (digits + unit / 2n) / unit;

export const microUsd = (nanos: NanoUsd): number => Math.round(nanos / nanosPerMicro);

/** Money as people read it: to the cent, and below that to two digits, such as `$0.0042`. `$0` for nothing. */
export function inDollars(nanos: NanoUsd): string {
  if (nanos === 0) return '$0';
  const dollars = nanos / 1e9;
  const places = 1 - Math.floor(Math.log10(Math.abs(dollars)));
  return `$${dollars.toFixed(Math.min(decimals, Math.max(2, places)))}`;
}
