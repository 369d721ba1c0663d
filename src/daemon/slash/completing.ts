import { nameKey } from '../../domain/personality/words.js';
import type { Personality } from '../../domain/personality/personality.js';
import type { Choice } from './command.js';

/** Those whose names have in them what was typed, those that begin with it first. */
export function choicesAmong(personalities: readonly Personality[], typed: string): Choice[] {
  const key = nameKey(typed);
  const ranked = personalities.flatMap(personality => {
    const names = [personality.slug, personality.displayName, ...personality.aliases].map(nameKey);
    const at = names.map(name => name.indexOf(key)).filter(index => index >= 0);
    return at.length === 0 ? [] : [{ personality, rank: Math.min(...at) }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.personality.slug.localeCompare(b.personality.slug))
    .map(({ personality: { displayName, slug } }) => ({ name: labelOf(displayName, slug), value: slug }));
}

const labelOf = (displayName: string, slug: string): string =>
  displayName === slug ? slug : `${displayName} (${slug})`;
