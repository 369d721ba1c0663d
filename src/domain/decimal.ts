/** A decimal number, exactly: `units` of ten to the minus `places`. */
export type Decimal = { readonly units: bigint; readonly places: number };

export const zero: Decimal = { units: 0n, places: 0 };

const most = { letters: 60, exponent: 40 };

/** The number that a text spells, if it is one, not negative, and of a sensible size. */
export function parseDecimal(text: string): Decimal | undefined {
  const found = text.length > most.letters ? null : /^(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text.trim());
  if (found === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = found;
  if (whole + fraction === '' || Math.abs(Number(exponent)) > most.exponent) return undefined;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places < 0 ? { units: digits * 10n ** BigInt(-places), places: 0 } : { units: digits, places };
}

export const times = ({ units, places }: Decimal, count: number): Decimal => ({ units: units * BigInt(count), places });

const plus = (a: Decimal, b: Decimal): Decimal => {
  const places = Math.max(a.places, b.places);
  return { units: unitsAt(a, places) + unitsAt(b, places), places };
};

export const sum = (all: readonly Decimal[]): Decimal => all.reduce(plus, zero);

/** The greatest of some. Zero of none. */
export const greatest = (all: readonly Decimal[]): Decimal =>
  all.reduce((so, each) => (isMore(each, so) ? each : so), zero);

export const isZero = ({ units }: Decimal): boolean => units === 0n;

/** As a whole number of ten to the minus `places`: half up, or up. */
export function wholeAt(decimal: Decimal, places: number, rounding: 'half-up' | 'up'): bigint {
  if (decimal.places <= places) return unitsAt(decimal, places);
  const unit = 10n ** BigInt(decimal.places - places);
  return (decimal.units + (rounding === 'up' ? unit - 1n : unit / 2n)) / unit;
}

const unitsAt = ({ units, places }: Decimal, at: number) => units * 10n ** BigInt(at - places);

const isMore = (a: Decimal, b: Decimal) => {
  const places = Math.max(a.places, b.places);
  return unitsAt(a, places) > unitsAt(b, places);
};
