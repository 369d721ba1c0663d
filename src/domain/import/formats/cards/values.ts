import { slugOf } from '../../../personality/slug.js';
import type { Tools } from '../../format.js';

/** The members of a JSON object. Their names are data. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

/** Empty when the value is no object. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Also of a number that is spelled as text, or as JavaScript would not spell it. */
export function numberOf(value: unknown): number | undefined {
  const text = JSON.isRawJSON(value) ? JSON.stringify(value) : value;
  if (typeof text !== 'number' && (typeof text !== 'string' || text.trim() === '')) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** A text, also of a number. Undefined when there is none, or an empty one. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || JSON.isRawJSON(value) ? JSON.stringify(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** The texts of a list, or the one text there is. */
export const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap(each => textOf(each) ?? []);

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** The value of the first of these names that says something. */
export function firstOf(fields: Fields, ...names: readonly string[]): unknown {
  return names.map(name => own(fields, name)).find(value => !isEmpty(value));
}

export const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** The beginning of a text, without half a character at its end. */
export const cutTo = (text: string, longest: number): string => text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');

/** What a card or a book is called in paths. Never empty. */
export const slugFor = (name: string, tools: Pick<Tools, 'sha256'>): string =>
  slugOf(name) ?? `card-${tools.sha256(name).slice(0, 6)}`;

/** A text on one line, without what steers a terminal. */
export const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
