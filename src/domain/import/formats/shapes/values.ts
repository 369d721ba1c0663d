/** An object of a JSON document. Its keys are data: ask with `fieldOf`. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && numeralOf(value) === undefined;

/** Undefined when there is no such key; an inherited one is none. */
export const fieldOf = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);

/** The digits of a number as its source spells them, also where JavaScript would lose some. */
export function numeralOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'rawJSON')) return undefined;
  const spelling = JSON.stringify(value);
  return /^-?\d/.test(spelling) ? spelling : undefined;
}

/** A text, or a number as text. Null for anything else, and for what is blank. */
export function wordsOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value : (numeralOf(value) ?? '');
  return text.trim() === '' ? null : text;
}

/** Says whether a source means “nothing” by it. 0 and false are something. */
export const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** The part of a text that fits, without half a character at its end. */
export const cutTo = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '');

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => uuid.test(text);

export const isDiscordId = (text: string): boolean => /^\d{15,20}$/.test(text);

/** A JSON pointer one step further down. */
export const pointer = (at: string, step: string | number): string =>
  `${at}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
