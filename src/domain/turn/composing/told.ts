import type { Fill } from './fill.js';
import type { Told } from './knowledge.js';
import { escaped, section } from './section.js';

/** Lore, in the order in which it is read. */
export function lore(entries: readonly Told[], fill: Fill): string {
  const texts = entries.map(({ id, content }) => escaped(fill(content, id).trim())).filter(text => text !== '');
  return texts.length === 0 ? '' : section('lore', texts.join('\n'));
}
