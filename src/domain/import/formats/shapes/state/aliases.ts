import type { AliasFound, Cutting, Subject } from '../../../found.js';
import { quarantined } from '../aside.js';
import { elementsOf, memberOf, membersOf } from '../members.js';
import { fieldOf, isFields, wordsOf, type Fields } from '../values.js';

/** The aliases that an entry lists, each with what the index says of it. */
export function readAliases(entry: Cutting, subject: Subject | null, index: Fields | null): AliasFound[] {
  const listed = memberOf(entry, 'aliases');
  return listed === undefined ? [] : elementsOf(listed).map(each => readAlias(each, subject, index));
}

function readAlias({ value, raw, at }: Cutting, subject: Subject | null, index: Fields | null): AliasFound {
  const [folded, original] = isFields(value)
    ? [fieldOf(value, 'value'), fieldOf(value, 'originalCase')]
    : [value, value];
  const display = wordsOf(original) ?? wordsOf(folded);
  const isIndexed = isOf(index, wordsOf(folded) ?? display ?? '', subject?.foreignId ?? null);
  const found = { kind: 'aliases', at, raw, subject, isIndexed } as const;
  return display === null ? { ...found, display: '', aside: noName } : { ...found, display };
}

const noName = quarantined('not_an_alias', 'There is no name in it.', 'Write the name as a text, and import it again.');

function isOf(index: Fields | null, name: string, foreignId: string | null): boolean | null {
  const owner = index === null ? undefined : (fieldOf(index, name) ?? fieldOf(index, name.toLowerCase()));
  return typeof owner === 'string' && foreignId !== null ? owner === foreignId : null;
}

/** What only the index names: no entry lists it. */
export function indexOnly(
  index: Cutting,
  seen: ReadonlySet<string>,
  subjects: ReadonlyMap<string, Subject>,
): AliasFound[] {
  const rest = membersOf(index).filter(({ key }) => !seen.has(key.toLowerCase()));
  return rest.flatMap(({ key, cutting }) => {
    const owner = wordsOf(cutting.value);
    if (owner === null) return [];
    const subject = subjects.get(owner) ?? { foreignId: owner, slug: null };
    const raw = `${JSON.stringify(key)}: ${cutting.raw}`;
    return [{ kind: 'aliases', at: cutting.at, raw, subject, display: key, isIndexed: true }];
  });
}
