import type { Remark } from '../../issue.js';
import { pathOf, pointerOf, type Place } from './place.js';
import { cutTo, isEmpty, onOneLine, textOf } from './values.js';

/** What one place says. `odd`: its path, when it was not understood. */
export type Reading<Value> = {
  readonly value: Value | undefined;
  readonly odd?: string;
  readonly remarks: readonly Remark[];
};

const longestText = 100_000;
const longestLine = 200;
const mostTexts = 1000;

const nothing = { value: undefined, remarks: [] };

export function readText(place: Place | undefined): Reading<string> {
  if (place === undefined || isEmpty(place.value)) return nothing;
  const text = textOf(place.value);
  return text === undefined ? notUnderstood(place) : fitting(place, text, longestText);
}

/** A text that must fit on a line. */
export function readLine(place: Place | undefined): Reading<string> {
  const { value, remarks, ...rest } = readText(place);
  if (place === undefined || value === undefined) return { value, remarks, ...rest };
  const line = onOneLine(value);
  if (line === '') return { value: undefined, remarks };
  const shown = fitting(place, line, longestLine);
  const repaired =
    line === value.trim()
      ? []
      : [remarkAt(place, 'repaired', 'has line breaks or control characters, which became spaces')];
  return { value: shown.value?.trim(), remarks: [...remarks, ...repaired, ...shown.remarks] };
}

/** A list of texts. A single text is a list of one, or of the words between its commas. */
export function readTexts(place: Place | undefined, hasCommas: boolean): Reading<readonly string[]> {
  if (place === undefined || isEmpty(place.value)) return nothing;
  const { value } = place;
  if (typeof value === 'string') return listed(place, hasCommas ? value.split(',').map(word => word.trim()) : [value]);
  return Array.isArray(value) ? listed(place, value) : notUnderstood(place);
}

function listed(place: Place, values: readonly unknown[]): Reading<readonly string[]> {
  const said = values.filter(value => !isEmpty(value));
  const texts = said.flatMap(value => textOf(value) ?? []);
  const odd = said.length - texts.length;
  const fits = texts.slice(0, mostTexts).map(text => fitting(place, text, longestText));
  const remarks = [
    ...(odd > 0
      ? [remarkAt(place, 'odd_value', `has ${odd} ${odd === 1 ? 'value' : 'values'} in it that should be a text`)]
      : []),
    ...(texts.length > mostTexts
      ? [remarkAt(place, 'cut', `has ${texts.length} texts, of which the first ${mostTexts} were taken`)]
      : []),
    ...fits.flatMap(fit => fit.remarks),
  ];
  const value = fits.flatMap(fit => fit.value ?? []);
  return { value: value.length === 0 ? undefined : value, remarks };
}

function fitting(place: Place, text: string, longest: number): Reading<string> {
  if (text.length <= longest) return { value: text, remarks: [] };
  return { value: cutTo(text, longest), remarks: [remarkAt(place, 'cut', `was cut to ${longest} characters`)] };
}

const notUnderstood = <Value>(place: Place): Reading<Value> => ({
  value: undefined,
  odd: pathOf(place),
  remarks: [remarkAt(place, 'odd_value', 'is not of the kind it should be')],
});

const remarkAt = (place: Place, code: string, what: string): Remark => ({
  severity: 'warn',
  code,
  at: pointerOf(place),
  message: `“${pathOf(place)}” ${what}. All of it is kept in the archive.`,
});
