import { escaped, indented } from './section.js';

/** What whoever speaks now is in this place, by the names of their roles there, the highest first. */
export const roles = (names: readonly string[], most: number, who: string): string =>
  names.length === 0
    ? ''
    : `Roles of ${escaped(indented(who))} here: ${names
        .slice(0, most)
        .map(name => escaped(indented(name)))
        .join(', ')}.`;
