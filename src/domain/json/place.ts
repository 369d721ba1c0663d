import { TzurotError } from '../errors.js';

export const placeIn = (line: number, column: number): string => `line ${line}, column ${column}`;

/** Where in a text something stands, as people count. */
export function placeOf(raw: string, at: number): string {
  const before = raw.slice(0, at).split('\n');
  return placeIn(before.length, (before.at(-1) ?? '').length + 1);
}

/** Something else was found than JSON has there. */
export function unexpected(raw: string, at: number, wanted: string): TzurotError {
  const found = at < raw.length ? JSON.stringify(String.fromCodePoint(raw.codePointAt(at) ?? 0)) : 'the end';
  return new TzurotError('invalid', `This is not JSON: at ${placeOf(raw, at)} there is ${found}, not ${wanted}.`);
}
