import type { AliasFound, Cutting, Subject } from '../../../found.js';
import type { Discovery } from '../../../format.js';
import { elementsOf, memberOf, membersOf, type Member } from '../members.js';
import { isFields } from '../values.js';
import { indexOnly, readAliases } from './aliases.js';
import { readEntry } from './entry.js';

/** v2’s own list of personalities, with their aliases. */
export function* readPersonalities(whole: Cutting): Generator<Discovery> {
  const list = memberOf(whole, 'personalities');
  const index = memberOf(whole, 'aliases');
  const names = index !== undefined && isFields(index.value) ? index.value : null;
  const subjects = new Map<string, Subject>();
  const aliases: AliasFound[] = [];
  for (const { key, cutting } of list === undefined ? [] : entriesOf(list)) {
    const personality = readEntry(cutting, key);
    const { subject = null } = personality;
    if (subject?.foreignId) subjects.set(subject.foreignId, subject);
    aliases.push(...readAliases(cutting, subject, names));
    yield personality;
  }
  yield* aliases;
  const seen = new Set(aliases.map(({ display }) => display.toLowerCase()));
  if (index !== undefined) yield* indexOnly(index, seen, subjects);
}

const entriesOf = (list: Cutting): Member[] =>
  Array.isArray(list.value) ? elementsOf(list).map(cutting => ({ key: '', cutting })) : membersOf(list);
