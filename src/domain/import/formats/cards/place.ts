import type { Card } from './card.js';
import { isEmpty, type Fields } from './values.js';

/** Where in a card something stands, and what. */
export type Place = { readonly within: 'data' | 'root'; readonly name: string; readonly value: unknown };

/**
 * Where a card says something that has these names. Within `data` counts before the root, even when it is empty there;
 * of several names the first that says something.
 */
export function placeOf({ root, data }: Card, names: readonly string[]): Place | undefined {
  const inData = names.flatMap(name => placeIn('data', data ?? {}, name));
  const places = inData.length > 0 ? inData : names.flatMap(name => placeIn('root', root, name));
  return places.find(({ value }) => !isEmpty(value)) ?? places[0];
}

const placeIn = (within: Place['within'], fields: Fields, name: string): Place[] =>
  Object.hasOwn(fields, name) ? [{ within, name, value: fields[name] }] : [];

export const pointerOf = ({ within, name }: Place): string => (within === 'data' ? `/data/${name}` : `/${name}`);
export const pathOf = ({ within, name }: Place): string => (within === 'data' ? `data.${name}` : name);
