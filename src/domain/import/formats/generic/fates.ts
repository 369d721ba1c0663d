import type { Fates } from '../../found.js';
import type { Shape } from './mapping.js';
import { pathsIn } from './pick.js';
import { isMembers } from './value.js';

type Fate = keyof Fates;

/** What becomes of the members of a document, by the paths that are read and those that are known. */
export function fatesOf(value: unknown, shape: Shape): Fates {
  const fates = fatesIn(value, { used: pathsUsed(shape), archived: shape.archived ?? [] }, '', 'quarantined');
  const withFate = (wanted: Fate) => fates.flatMap(([path, fate]) => (fate === wanted ? [path] : []));
  return { mapped: withFate('mapped'), archived: withFate('archived'), quarantined: withFate('quarantined') };
}

type Known = { readonly used: readonly string[]; readonly archived: readonly string[] };

function pathsUsed({ character, talk, messages = [] }: Shape): string[] {
  const values = [character?.id, character?.name, talk, ...Object.values(character?.fields ?? {})];
  return [...values.flatMap(value => (value === undefined ? [] : pathsIn(value))), ...messages.map(({ each }) => each)];
}

/** `rest` becomes of those that neither are read nor known. */
function fatesIn(value: unknown, known: Known, prefix: string, rest: Fate): (readonly [string, Fate])[] {
  if (!isMembers(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = prefix + name;
    const leadsOn = (paths: readonly string[]) => paths.some(each => each.startsWith(`${path}.`));
    const fate = known.archived.includes(path) ? 'archived' : rest;
    if (known.used.includes(path) || known.used.some(each => each.startsWith(`${path}.*`))) return [[path, 'mapped']];
    if (isFilled(member) && (leadsOn(known.used) || leadsOn(known.archived)))
      return fatesIn(member, known, `${path}.`, fate);
    return [[path, leadsOn(known.used) ? 'mapped' : fate]];
  });
}

const isFilled = (value: unknown) => isMembers(value) && Object.keys(value).length > 0;
