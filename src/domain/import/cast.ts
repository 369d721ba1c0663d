import { familyOf, type FormatName } from './format.js';
import type { Subject } from './found.js';

/** Somebody of whom a batch brings something. */
export type Character = {
  /** The id the personality has, or will have. */
  readonly id: string;
  readonly format: FormatName;
  /** Who they are at the source; the slug, where nothing gives an id. */
  readonly foreignId: string;
  readonly slug: string | null;
};

/** A place where a source speaks of somebody. */
export type Mention = { readonly format: FormatName; readonly isWorldwide: boolean; readonly subject: Subject };

export type Cast = {
  readonly all: readonly Character[];
  of(format: FormatName, subject: Subject | null): Character | undefined;
};

/** What is known beyond the batch. */
export type CastKnowledge = {
  /** The id of a personality that is, or becomes, this one. */
  idOf(mention: Mention, foreignId: string, slug: string | null): string;
  /** The foreign id of who came under a slug before. */
  foreignIdOf(mention: Mention, slug: string): string | undefined;
  /** The personality into which everything goes, when one was named. */
  readonly into: Character | null;
};

/**
 * Tells who is who in all of a batch, whatever the order of its files: one file may give a slug alone, another the slug
 * and the id it belongs to.
 */
export function castOf(mentions: readonly Mention[], knowledge: CastKnowledge): Cast {
  const { into } = knowledge;
  if (into !== null) return { all: [into], of: () => into };
  const links = linksIn(mentions);
  /* Some call somebody by their slug where an id belongs. */
  const meant = (format: FormatName, subject: Subject): Subject => {
    const { foreignId, slug } = told(subject);
    const isSlug = foreignId !== null && links.ids.has(key(format, foreignId));
    return isSlug ? { foreignId: null, slug: foreignId } : { foreignId, slug };
  };
  const characters = new Map<string, Character>();
  const bySlug = new Map<string, string>();
  for (const mention of mentions.toSorted(thoseWithIdsFirst)) {
    const { format } = mention;
    const { foreignId: id, slug } = meant(format, mention.subject);
    const linked = slug === null ? undefined : links.ids.get(key(format, slug));
    const foreignId = id ?? linked ?? (slug === null ? undefined : (knowledge.foreignIdOf(mention, slug) ?? slug));
    if (foreignId === undefined) continue;
    if (slug !== null && !bySlug.has(key(format, slug))) bySlug.set(key(format, slug), foreignId);
    if (characters.has(key(format, foreignId))) continue;
    const called = links.slugs.get(key(format, foreignId)) ?? slug;
    const found = { format, foreignId, slug: called };
    characters.set(key(format, foreignId), { ...found, id: knowledge.idOf(mention, foreignId, called) });
  }
  return {
    all: [...characters.values()],
    of: (format, subject) => {
      if (subject === null) return undefined;
      const { foreignId, slug } = meant(format, subject);
      const id = foreignId ?? (slug === null ? undefined : bySlug.get(key(format, slug)));
      return id === undefined ? undefined : characters.get(key(format, id));
    },
  };
}

const thoseWithIdsFirst = (one: Mention, other: Mention) =>
  Number(told(other.subject).foreignId !== null) - Number(told(one.subject).foreignId !== null);

/** Which slug goes with which id, as far as anything says both. */
function linksIn(mentions: readonly Mention[]) {
  const ids = new Map<string, string>();
  const slugs = new Map<string, string>();
  for (const { format, subject } of mentions) {
    const { foreignId, slug } = told(subject);
    if (foreignId === null || slug === null) continue;
    if (!ids.has(key(format, slug))) ids.set(key(format, slug), foreignId);
    if (!slugs.has(key(format, foreignId))) slugs.set(key(format, foreignId), slug);
  }
  return { ids, slugs };
}

/** An id that is only the slug again says no more than the slug. */
const told = ({ foreignId, slug }: Subject): Subject => ({ foreignId: foreignId === slug ? null : foreignId, slug });

const key = (format: FormatName, id: string) => `${familyOf(format)}/${id}`;
