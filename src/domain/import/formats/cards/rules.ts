import { loreRulesSchema, type LoreRules } from '../../../personality/lore.js';
import type { Remark } from '../../issue.js';
import { fieldsOf, firstOf, isEmpty, numberOf, own, textsOf, type Fields } from './values.js';

export type Rule = keyof LoreRules;

/** The rules that stand in an entry’s extensions, and what they are called there. */
export const extensionNames = {
  scanDepth: 'scan_depth',
  wholeWords: 'match_whole_words',
  depth: 'depth',
  probability: 'probability',
  sticky: 'sticky',
  cooldown: 'cooldown',
  delay: 'delay',
  group: 'group',
  groupWeight: 'group_weight',
  groupOverride: 'group_override',
  groupScoring: 'use_group_scoring',
  ignoreBudget: 'ignore_budget',
  excludeRecursion: 'exclude_recursion',
  preventRecursion: 'prevent_recursion',
  delayUntilRecursion: 'delay_until_recursion',
} as const satisfies Partial<Record<Rule, string>>;

/** In the order of the numbers by which SillyTavern calls them. */
export const logics = ['any', 'not-all', 'not-any', 'all'] as const;
export const positions = [
  'before', 'after', 'note-top', 'note-bottom', 'depth', 'examples-top', 'examples-bottom', 'outlet',
] as const; // prettier-ignore
export const roles = ['system', 'user', 'assistant'] as const;

type RulesReading = { readonly rules: LoreRules; readonly remarks: readonly Remark[] };

/** The rules of an entry, which is formed as in a card. One that no entry can have is left out, with a remark. */
export function rulesOf(entry: Fields, book: LoreRules['book'], at: string): RulesReading {
  const candidates = candidatesOf(entry).filter(([, value]) => !isEmpty(value));
  const readings = candidates.map(([rule, value]) => ({ rule, value: fitting(rule, value) }));
  const good = readings.filter(({ value }) => value !== undefined);
  const odd = readings.filter(({ value }) => value === undefined);
  const rules = loreRulesSchema.parse(Object.fromEntries(good.map(({ rule, value }) => [rule, value])));
  return { rules: book === undefined ? rules : { book, ...rules }, remarks: odd.map(({ rule }) => oddRule(rule, at)) };
}

function candidatesOf(entry: Fields): [rule: Rule, value: unknown][] {
  const extensions = fieldsOf(own(entry, 'extensions'));
  const secondary = textsOf(own(entry, 'secondary_keys'));
  const isSelective = own(entry, 'selective') === true && secondary.length > 0;
  const chance = own(extensions, 'useProbability') === false ? undefined : own(extensions, 'probability');
  return [
    ...Object.entries(inExtensions).map(([rule, name]): [Rule, unknown] => [
      ruleName.parse(rule),
      own(extensions, name),
    ]),
    ['probability', chance],
    [
      'caseSensitive',
      firstOf({ entry: own(entry, 'case_sensitive'), more: own(extensions, 'case_sensitive') }, 'entry', 'more'),
    ],
    ['useRegex', own(entry, 'use_regex') === false ? undefined : own(entry, 'use_regex')],
    ['priority', own(entry, 'priority')],
    ['secondaryKeys', secondary.length > 0 ? secondary : undefined],
    ['logic', isSelective ? (choice(logics, own(extensions, 'selectiveLogic')) ?? 'any') : undefined],
    ['position', positionOf(entry, extensions)],
    ['role', choice(roles, own(extensions, 'role'))],
  ];
}

const { probability: _probability, ...inExtensions } = extensionNames;
const ruleName = loreRulesSchema.keyof();

/** SillyTavern’s number says more than the two words of the specification. */
function positionOf(entry: Fields, extensions: Fields): unknown {
  const word = own(entry, 'position');
  const number = isEmpty(own(extensions, 'position')) && typeof word === 'number' ? word : own(extensions, 'position');
  if (!isEmpty(number)) return choice(positions, number);
  return word === 'before_char' ? 'before' : word === 'after_char' ? 'after' : word;
}

/** The one of a list that a number stands for. Anything else stays, to be remarked upon. */
function choice(choices: readonly string[], value: unknown): unknown {
  const number = numberOf(value);
  return number === undefined ? value : (choices[number] ?? value);
}

/** The value as its rule takes it. Undefined: it takes no such thing. */
function fitting(rule: Rule, value: unknown): unknown {
  const number = numberOf(value);
  const percent = rule === 'probability' && number !== undefined ? [Math.min(100, Math.max(0, number))] : [];
  const tried = [...percent, value, ...(number === undefined ? [] : [number])];
  const schema = loreRulesSchema.shape[rule];
  return tried.find(each => schema.safeParse(each).success);
}

const oddRule = (rule: Rule, at: string): Remark => ({
  severity: 'warn',
  code: 'odd_rule',
  at,
  message: `The entry’s ${rule} is not of the kind it should be, and has no effect. It is kept in the archive.`,
});
