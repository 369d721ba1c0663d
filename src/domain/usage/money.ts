/** Money is counted in whole nano-dollars: a billionth of a US dollar. */
export type NanoUsd = number;

const decimals = 9;
const nanosPerMicro = 1000;

/** The nano-dollars of a provider's decimal text, rounded half up. Undefined for what is no amount. */
export function parseUsd(text: string): NanoUsd | undefined {
  const found = /^\s*(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?\s*$/i.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  if (whole + fraction === '') return undefined;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  const nanos =
    places <= decimals ? digits * 10n ** BigInt(decimals - places) : halfUp(digits, 10n ** BigInt(places - decimals));
  return Number(sign === '-' ? -nanos : nanos);
}

const halfUp = (digits: bigint, unit: bigint) => (digits + unit / 2n) / unit;

export const microUsd = (nanos: NanoUsd): number => Math.round(nanos / nanosPerMicro);

/** Money as people read it: `$0.0042`, and `$0` for nothing. */
export function inDollars(nanos: NanoUsd): string {
  if (nanos === 0) return '$0';
  const dollars = nanos / 1e9;
  return `$${dollars >= 1 ? dollars.toFixed(2) : dollars.toPrecision(2)}`;
}
