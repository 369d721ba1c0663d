import type { LoreRules } from '../personality/lore.js';

/** What the decorators at the top of an entry ask for. */
export type Marks = {
  readonly activate: boolean;
  readonly dontActivate: boolean;
  /** Only once the personality has answered so often. */
  readonly after: number | null;
  /** Only at every so manyth answer. */
  readonly every: number | null;
  readonly keep: boolean;
  readonly once: boolean;
  readonly yields: boolean;
  /** Of each of these lists, one key must be heard. */
  readonly additionalKeys: readonly (readonly string[])[];
  readonly excludeKeys: readonly string[];
  readonly rules: Pick<LoreRules, 'position' | 'depth' | 'role' | 'scanDepth'>;
};

export const noMarks: Marks = {
  activate: false,
  dontActivate: false,
  after: null,
  every: null,
  keep: false,
  once: false,
  yields: false,
  additionalKeys: [],
  excludeKeys: [],
  rules: {},
};

/** Changes what is asked for; undefined when the value makes no sense. */
type Reading = (value: string, marks: Marks) => Marks | undefined;

/** Deeper than any chat: counted from the beginning. */
const beginning = 1_000_000;

const flag =
  (name: 'activate' | 'dontActivate' | 'keep' | 'once' | 'yields'): Reading =>
  (_, marks) => ({ ...marks, [name]: true });

const ruled = (marks: Marks, rules: Marks['rules']): Marks => ({ ...marks, rules: { ...marks.rules, ...rules } });

const whole =
  (least: number, change: (marks: Marks, number: number) => Marks): Reading =>
  (value, marks) => {
    const number = /^-?\d{1,6}$/.test(value) ? Number(value) : NaN;
    return number >= least ? change(marks, number) : undefined;
  };

const positions: ReadonlyMap<string, NonNullable<LoreRules['position']>> = new Map([
  ['before_desc', 'before'],
  ['after_desc', 'after'],
  ['personality', 'after'],
  ['scenario', 'after'],
]);

const position: Reading = (value, marks) => {
  const place = positions.get(value);
  return place && ruled(marks, { position: place });
};

const role: Reading = (value, marks) => {
  const known = (['assistant', 'system', 'user'] as const).find(each => each === value);
  return known && ruled(marks, { role: known });
};

const atDepth = (marks: Marks, depth: number) =>
  marks.rules.position === undefined ? ruled(marks, { position: 'depth', depth: Math.max(0, depth) }) : marks;

const readings: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['activate', flag('activate')],
  ['dont_activate', flag('dontActivate')],
  ['activate_only_after', whole(0, (marks, after) => ({ ...marks, after }))],
  ['activate_only_every', whole(1, (marks, every) => ({ ...marks, every }))],
  ['keep_activate_after_match', flag('keep')],
  ['dont_activate_after_match', flag('once')],
  ['ignore_on_max_context', flag('yields')],
  ['depth', whole(-beginning, atDepth)],
  ['reverse_depth', whole(0, (marks, depth) => atDepth(marks, beginning - depth))],
  ['scan_depth', whole(0, (marks, scanDepth) => ruled(marks, { scanDepth }))],
  ['position', position],
  ['role', role],
  [
    'additional_keys',
    (value, marks) => withKeys(value, keys => ({ ...marks, additionalKeys: [...marks.additionalKeys, keys] })),
  ],
  ['exclude_keys', (value, marks) => withKeys(value, excludeKeys => ({ ...marks, excludeKeys }))],
]);

function withKeys(value: string, change: (keys: readonly string[]) => Marks): Marks | undefined {
  const keys = value
    .split(',')
    .map(key => key.trim())
    .filter(key => key !== '');
  return keys.length === 0 ? undefined : change(keys);
}

/** All of them count, unlike of the others, of which the first does. */
const repeatable: ReadonlySet<string> = new Set(['additional_keys']);

/** A position says where; a depth is for where none does; a depth from the beginning for where neither does. */
const readLast: readonly string[] = ['depth', 'reverse_depth'];

export type Decorated = {
  /** Without the decorators. */
  readonly content: string;
  readonly marks: Marks;
  /** Those that mean nothing here, or not with this value. */
  readonly ignored: readonly string[];
};

/** A decorator with those that stand in for it, should it mean nothing. */
type Wish = { readonly written: string; readonly choices: readonly Written[] };
type Written = { readonly name: string; readonly value: string };

/** Takes the decorators off the top of a content. */
export function decorated(content: string): Decorated {
  const lines = content.split('\n');
  const end = lines.findIndex(line => !isDecorator(line) && line.trim() !== '');
  const top = end < 0 ? lines : lines.slice(0, end);
  if (!top.some(isDecorator)) return { content, marks: noMarks, ignored: [] };
  const rest = end < 0 ? '' : lines.slice(end).join('\n');
  return { content: rest.trimEnd(), ...granted(wishesOf(top.filter(isDecorator))) };
}

const isDecorator = (line: string) => /^@@@?[a-z_]/i.test(line.trimStart());

function wishesOf(lines: readonly string[]): Wish[] {
  const wishes: Wish[] = [];
  for (const line of lines) {
    const [, more = '', name = '', value = ''] = /^\s*@@(@?)(\S+)(.*)$/s.exec(line) ?? [];
    const written = { name: name.toLowerCase(), value: value.trim() };
    const above = more === '' ? undefined : wishes.pop();
    wishes.push({ written: above?.written ?? written.name, choices: [...(above?.choices ?? []), written] });
  }
  return wishes;
}

function granted(wishes: readonly Wish[]): Omit<Decorated, 'content'> {
  const sorted = wishes.toSorted((a, b) => readLast.indexOf(nameOf(a)) - readLast.indexOf(nameOf(b)));
  const seen = new Set<string>();
  const ignored: string[] = [];
  let marks = noMarks;
  for (const { written, choices } of sorted) {
    const read = firstOf(choices, marks);
    if (read === undefined) ignored.push(written);
    else if (!seen.has(read.name) || repeatable.has(read.name)) marks = read.marks;
    if (read !== undefined) seen.add(read.name);
  }
  return { marks, ignored };
}

const nameOf = ({ choices }: Wish): string => choices.find(({ name }) => readings.has(name))?.name ?? '';

function firstOf(choices: readonly Written[], marks: Marks) {
  for (const { name, value } of choices) {
    const read = readings.get(name)?.(value, marks);
    if (read !== undefined) return { name, marks: read };
  }
  return undefined;
}
