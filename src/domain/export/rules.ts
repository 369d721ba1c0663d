import { loreRulesSchema, type LoreRules } from '../personality/lore.js';
import { extensionNames, logics, positions, roles, type Rule } from '../import/formats/cards/rules.js';
import type { Fields } from '../import/formats/cards/values.js';
import { objectOf, same, withMember, type Members } from './members.js';

/** An entry while it is written. */
type Draft = { readonly entry: Members; readonly extensions: Members };

const ruleNames = loreRulesSchema.keyof().options.filter(rule => rule !== 'book');

/** Puts the rules that changed where the entry has them. */
export function rulesWritten(entry: Members, extensions: Members, before: LoreRules, today: LoreRules): Fields {
  const changed = ruleNames.filter(rule => !same(before[rule], today[rule]));
  const draft = changed.reduce((each, rule) => ruleWritten(each, rule, today), { entry, extensions });
  return objectOf(changed.length === 0 ? entry : withMember(draft.entry, 'extensions', objectOf(draft.extensions)));
}

function ruleWritten(draft: Draft, rule: Rule, today: LoreRules): Draft {
  const write = writers[rule];
  if (write !== undefined) return write(draft, today);
  const name = new Map<string, string>(Object.entries(extensionNames)).get(rule);
  return name === undefined ? draft : inExtensions(draft, name, today[rule]);
}

const inEntry = ({ entry, extensions }: Draft, name: string, value: unknown): Draft => ({
  entry: withMember(entry, name, value),
  extensions,
});

const inExtensions = ({ entry, extensions }: Draft, name: string, value: unknown): Draft => ({
  entry,
  extensions: withMember(extensions, name, value),
});

/** The rules that are not simply written under a name of their own among the extensions. */
const writers: { readonly [Name in Rule]?: (draft: Draft, today: LoreRules) => Draft } = {
  useRegex: (draft, { useRegex }) => inEntry(draft, 'use_regex', useRegex ?? false),
  priority: (draft, { priority }) => inEntry(draft, 'priority', priority),
  secondaryKeys: (draft, { secondaryKeys }) => inEntry(draft, 'secondary_keys', secondaryKeys ?? []),
  role: (draft, { role }) => inExtensions(draft, 'role', numberOfOne(roles, role)),
  position: (draft, { position }) => positionWritten(draft, position),
  probability: (draft, { probability }) => chanceWritten(draft, probability),
  caseSensitive: (draft, { caseSensitive }) =>
    inExtensions(inEntry(draft, 'case_sensitive', caseSensitive), 'case_sensitive', undefined),
  logic: (draft, { logic }) => {
    const selective = inEntry(draft, 'selective', logic !== undefined);
    return inExtensions(selective, 'selectiveLogic', numberOfOne(logics, logic));
  },
};

/** Where an entry says whether there is a chance at all, that must agree. */
function chanceWritten(draft: Draft, probability: number | undefined): Draft {
  const written = inExtensions(draft, 'probability', probability);
  const isSaid = draft.extensions.has('useProbability');
  return isSaid ? inExtensions(written, 'useProbability', probability !== undefined) : written;
}

/** The two places that a specification knows as a word, all others as a number. */
function positionWritten({ entry, extensions }: Draft, position: LoreRules['position']): Draft {
  const number = numberOfOne(positions, position);
  const word = number === undefined ? undefined : number === 0 ? 'before_char' : 'after_char';
  const isPlain = (number ?? 0) < 2 && !extensions.has('position');
  return {
    entry: withMember(entry, 'position', word),
    extensions: withMember(extensions, 'position', isPlain ? undefined : number),
  };
}

function numberOfOne<One extends string>(all: readonly One[], one: One | undefined): number | undefined {
  return one === undefined ? undefined : all.indexOf(one);
}
