import type { LoreEntry } from '../personality/lore.js';
import { decorated, type Marks } from './decorator.js';
import { keyOf, type Key } from './key.js';
import { longest } from './pattern.js';

/** An entry as it is to be used: without its decorators, which are rules by now, and with its keys understood. */
export type Prepared = {
  readonly entry: LoreEntry;
  readonly marks: Marks;
  readonly keys: readonly Key[];
  readonly secondary: readonly Key[];
  readonly additional: readonly (readonly Key[])[];
  readonly excluded: readonly Key[];
  readonly depth: number;
  /** Whether what was said before the lines it listens to matters. */
  readonly isTimed: boolean;
  /** What of it does not count, in sentences. */
  readonly remarks: readonly string[];
};

const defaultDepth = 4;

export function prepared(raw: LoreEntry, fill: (key: string) => string): Prepared {
  const { content, marks, ignored } = decorated(raw.content);
  const rules = { ...raw.rules, ...marks.rules };
  const entry = { ...raw, content, rules };
  const asKeys = (typed: readonly string[]) => typed.map(key => keyOf(fill(key), rules));
  const isRegex = rules.useRegex === true;
  const keys = asKeys([...entry.keys, ...(isRegex ? marks.additionalKeys.flat() : [])]);
  const secondary = asKeys(rules.secondaryKeys ?? []);
  return {
    entry,
    marks,
    keys,
    secondary,
    additional: isRegex ? [] : marks.additionalKeys.map(asKeys),
    excluded: isRegex ? [] : asKeys(marks.excludeKeys),
    depth: rules.scanDepth ?? rules.book?.scanDepth ?? defaultDepth,
    isTimed: (rules.sticky ?? 0) > 0 || (rules.cooldown ?? 0) > 0 || marks.keep || marks.once,
    remarks: [
      ...ignored.map(name => `The decorator @@${name} means nothing here.`),
      ...[...keys, ...secondary].flatMap(remarkOn),
    ],
  };
}

function remarkOn(key: Key): string[] {
  if (key.kind === 'refused') return [`The expression ${key.shown} is not used: ${key.refused}.`];
  if (key.kind === 'plain' || key.reach >= longest.text) return [];
  return [`The expression ${key.shown} looks at the first ${key.reach} characters of a line only.`];
}
