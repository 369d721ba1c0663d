import { longestAlias } from '../../personality/personality.js';
import { isSlug, longestSlug, slugOf } from '../../personality/slug.js';
import { nameKey } from '../../personality/words.js';

/** Who has which name, by its folded form. Grows while names are given out. */
export type NameBook = Map<string, string>;

/** A slug nobody has: the one wanted, or the same with a number. */
export function freeSlug(wanted: readonly (string | null | undefined)[], id: string, names: NameBook): string {
  const base = wanted.map(slugFrom).find(slug => slug !== undefined) ?? `card-${id.slice(0, 6)}`;
  for (let number = 1; ; number++) {
    const slug =
      number === 1 ? base : `${base.slice(0, longestSlug - 1 - String(number).length).replace(/-$/, '')}-${number}`;
    const holder = names.get(nameKey(slug));
    if (holder !== undefined && holder !== id) continue;
    names.set(nameKey(slug), id);
    return slug;
  }
}

const slugFrom = (name: string | null | undefined): string | undefined =>
  name === null || name === undefined ? undefined : isSlug(name) ? name : slugOf(name);

export type AliasVerdict =
  | { readonly kind: 'given' | 'has-it' }
  | { readonly kind: 'taken'; readonly by: string }
  | { readonly kind: 'impossible'; readonly why: string };

/** Gives somebody an alias, unless it is somebody else’s, or none. */
export function giveAlias(display: string, id: string, names: NameBook): AliasVerdict {
  const key = nameKey(display);
  if (key === '') return { kind: 'impossible', why: 'There is nothing in it to call somebody by.' };
  if (display.length > longestAlias) {
    return {
      kind: 'impossible',
      why: `An alias has at most ${longestAlias} characters; this one has ${display.length}.`,
    };
  }
  if (/\p{Cc}/u.test(display)) return { kind: 'impossible', why: 'An alias is one line of text.' };
  const holder = names.get(key);
  if (holder === id) return { kind: 'has-it' };
  if (holder !== undefined) return { kind: 'taken', by: holder };
  names.set(key, id);
  return { kind: 'given' };
}

/** What somebody without aliases can be called by: their name, else its first word with the end of their slug. */
export function derivedAlias(displayName: string, slug: string, id: string, names: NameBook): string | undefined {
  const [first = ''] = displayName.split(/\s+/);
  const rest = slug.split('-').slice(1).join('-');
  const candidates = [displayName, ...(rest === '' ? [] : [`${first}-${rest}`])];
  return candidates.map(name => name.trim()).find(name => giveAlias(name, id, names).kind === 'given');
}

/** A name made of a slug: `lilith-tzel` is Lilith Tzel. */
export const titleOf = (slug: string): string =>
  slug
    .split(/[-_\s]+/)
    .filter(word => word !== '')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
