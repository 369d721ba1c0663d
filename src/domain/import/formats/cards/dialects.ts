import { fieldsOf, firstOf, isEmpty, numberOf, own, textOf, type Fields } from './values.js';

/** The entry of a lorebook as a card of version 2 or 3 has it, whoever wrote it. Undefined: it is of no form we know. */
export function asCardEntry(entry: Fields): Fields | undefined {
  if (Object.hasOwn(entry, 'keys') || Object.hasOwn(entry, 'insertion_order')) return entry;
  if (Object.hasOwn(entry, 'alwaysActive') || Object.hasOwn(entry, 'insertorder')) return said(fromRisu(entry));
  if (Object.hasOwn(entry, 'keywords')) return said(fromAgnai(entry));
  if (Object.hasOwn(entry, 'key')) return said(fromWorldInfo(entry));
  return Object.hasOwn(entry, 'content') ? entry : undefined;
}

/** What each name of SillyTavern is called in the extensions of a card’s entry. */
const worldNames = [
  ['position', 'position'], ['depth', 'depth'], ['role', 'role'], ['probability', 'probability'],
  ['useProbability', 'useProbability'], ['selectiveLogic', 'selectiveLogic'], ['excludeRecursion', 'exclude_recursion'],
  ['preventRecursion', 'prevent_recursion'], ['delayUntilRecursion', 'delay_until_recursion'], ['group', 'group'],
  ['groupOverride', 'group_override'], ['groupWeight', 'group_weight'], ['scanDepth', 'scan_depth'],
  ['caseSensitive', 'case_sensitive'], ['matchWholeWords', 'match_whole_words'],
  ['useGroupScoring', 'use_group_scoring'], ['ignoreBudget', 'ignore_budget'], ['sticky', 'sticky'],
  ['cooldown', 'cooldown'], ['delay', 'delay'],
] as const; // prettier-ignore

const fromWorldInfo = (entry: Fields): Fields => ({
  id: own(entry, 'uid'),
  keys: own(entry, 'key'),
  secondary_keys: own(entry, 'keysecondary'),
  comment: own(entry, 'comment'),
  content: own(entry, 'content'),
  constant: own(entry, 'constant'),
  selective: own(entry, 'selective'),
  insertion_order: own(entry, 'order'),
  enabled: isEmpty(own(entry, 'disable')) ? own(entry, 'enabled') : own(entry, 'disable') !== true,
  use_regex: firstOf(entry, 'use_regex', 'useRegex'),
  extensions: said(
    Object.fromEntries(worldNames.map(([name, extension]) => [extension, own(entry, name)])),
    fieldsOf(own(entry, 'extensions')),
  ),
});

/** RisuAI writes the keys in one text, with commas. */
const fromRisu = (entry: Fields): Fields => ({
  id: own(entry, 'id'),
  keys: wordsIn(own(entry, 'key')),
  secondary_keys: wordsIn(own(entry, 'secondkey')),
  comment: own(entry, 'comment'),
  content: own(entry, 'content'),
  constant: own(entry, 'alwaysActive'),
  selective: own(entry, 'selective'),
  insertion_order: own(entry, 'insertorder'),
  use_regex: own(entry, 'useRegex'),
});

const fromAgnai = (entry: Fields): Fields => ({
  id: own(entry, 'id'),
  keys: own(entry, 'keywords'),
  name: own(entry, 'name'),
  content: own(entry, 'entry'),
  enabled: own(entry, 'enabled'),
  insertion_order: numberOf(own(entry, 'weight')),
  priority: own(entry, 'priority'),
});

const wordsIn = (value: unknown) => {
  const words = (textOf(value) ?? '').split(',').map(word => word.trim());
  return words.filter(word => word !== '');
};

/** What is not undefined. */
const said = (fields: Fields, more: Fields = {}): Fields =>
  Object.fromEntries([...Object.entries(more), ...Object.entries(fields)].filter(([, value]) => value !== undefined));
