import { nearest } from '../text/nearest.js';

/** Says which parameters there are not, each with the one that was probably meant. */
export const unknownParameter = (names: readonly string[], known: readonly string[]): string =>
  names.map(name => sentence(name.slice(0, 60), nearest(name.slice(0, 60), known))).join(' ');

const sentence = (name: string, near: string | undefined) =>
  `There is no parameter “${name}”.${near === undefined ? '' : ` Did you mean “${near}”?`}`;
