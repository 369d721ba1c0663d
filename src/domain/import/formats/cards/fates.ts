import type { Fates } from '../../found.js';
import type { Card } from './card.js';
import { listRows, mannerRows, nameRow, promptRows } from './fields.js';
import { placeOf, pathOf } from './place.js';

const rows = [nameRow, ...promptRows, ...mannerRows, ...listRows];

/** What became of each field of a card: those of `data` one by one, as those at the root. */
export function fatesOf(card: Card, odd: ReadonlySet<string>, more: readonly string[]): Fates {
  const read = rows.flatMap(({ names }) => placeOf(card, names) ?? []).map(pathOf);
  const known = new Set([...read, ...more, ...(card.data === undefined ? [] : ['spec', 'spec_version'])]);
  const paths = [
    ...Object.keys(card.root).filter(name => name !== 'data' || card.data === undefined),
    ...Object.keys(card.data ?? {}).map(name => `data.${name}`),
  ];
  const mapped = paths.filter(path => known.has(path) && !odd.has(path));
  const quarantined = paths.filter(path => odd.has(path));
  return { mapped, quarantined, archived: paths.filter(path => !mapped.includes(path) && !quarantined.includes(path)) };
}
