import { personaAmong } from '../persona/persona.js';
import { nameKey } from '../personality/words.js';
import type { Persona } from '../user/user.js';
import type { Proxied } from './proxied.js';

/** What somebody who speaks through a proxy is called. Null where nobody knows. */
export const memberName = ({ displayName, name }: Proxied): string | null => displayName ?? name;

/**
 * Who of a person's own personas speaks: the one of that name, however it is written. None where two are called the same,
 * since it could be either.
 */
export function personaOfMember(
  personas: readonly Persona[],
  { name, displayName }: Pick<Proxied, 'name' | 'displayName'>,
): Persona | null {
  for (const called of [name, displayName]) {
    const [persona, ...others] = personas.filter(each => isCalled(each, called));
    if (persona !== undefined) return others.length === 0 ? persona : null;
  }
  return null;
}

/** Who speaks: for those that share an account the one of that name, else whoever was chosen, or is always meant. */
export const personaOf = (
  own: readonly Persona[],
  { name, member, chosen }: Readonly<Record<'name' | 'member' | 'chosen', string | null | undefined>>,
): Persona | null =>
  member == null ? personaAmong(own, chosen) : personaOfMember(own, { name: name ?? null, displayName: null });

/** A name of which nothing can be said aloud has to be the very same. */
function isCalled(persona: Persona, called: string | null): boolean {
  if (called === null || called === '') return false;
  const key = nameKey(called);
  return key === '' ? persona.name === called : nameKey(persona.name) === key;
}
