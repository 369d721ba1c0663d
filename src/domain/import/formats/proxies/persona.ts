import type { Cutting, PersonaFound } from '../../found.js';
import type { Remark } from '../../issue.js';
import { fitName, fitText } from '../generic/fit.js';
import { isMembers, memberOf, pointer, wordsOf } from '../generic/value.js';

type Names = {
  /** Where an id may stand, the best first. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
};

/** Somebody as a proxy bot knows them. What is private is null there, and unknown here. */
export function personaIn({ value, raw, at }: Cutting, where: Names, remarks: readonly Remark[]): PersonaFound {
  const first = (names: readonly string[]) => names.flatMap(name => wordsOf(memberOf(value, name)) ?? [])[0];
  const name = fitName(first(where.names), pointer(at, 'name'));
  const pronouns = fitName(wordsOf(memberOf(value, 'pronouns')), pointer(at, 'pronouns'));
  const about = fitText(wordsOf(memberOf(value, 'description')), pointer(at, 'description'));
  const all = [...remarks, ...[name, pronouns, about].flatMap(each => each.remarks)];
  const aside = name.text === undefined ? { aside: nameless(value) } : {};
  return {
    kind: 'personas',
    at,
    raw,
    ...(all.length > 0 && { remarks: all }),
    foreignId: first(where.ids) ?? null,
    name: name.text ?? '',
    pronouns: pronouns.text ?? null,
    about: about.text ?? null,
    ...aside,
  };
}

const nameless = (value: unknown): NonNullable<PersonaFound['aside']> => ({
  fate: 'quarantined',
  code: isMembers(value) ? 'no_name' : 'not_an_object',
  why: isMembers(value) ? 'This one has no name.' : 'This should be an object that describes somebody, and is not.',
  try: 'Give it a name, as the others have one.',
});
