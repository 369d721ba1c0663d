import { effortOf, type Effort, type Refused } from './effort.js';

/** No pattern is longer, and no text that it looks at. */
export const longest = { pattern: 1000, text: 10_000 } as const;

/** How many steps one look may cost at worst, and in how little text a pattern must be able to look for that. */
const stepsOfALook = 10_000_000;
const leastText = 40;

/** A regular expression of which it is known what it costs. */
export type Pattern = {
  readonly regex: RegExp;
  readonly effort: Effort;
  /** How many characters of a text it may look at. */
  readonly reach: number;
};

const written = /^\/(.+)\/([a-z]*)$/s;

/** Says whether a key is written as a regular expression. */
export const isWrittenAsPattern = (key: string): boolean => written.test(key);

/** A pattern, written `/like this/i` or bare. Says why when it is not tried. */
export function patternOf(key: string, bareFlags: '' | 'i'): Pattern | Refused {
  const [, source = key, flags = bareFlags] = written.exec(key) ?? [];
  if (source.length > longest.pattern) return { refused: `it has more than ${longest.pattern} characters` };
  const known = [...new Set(flags)].filter(flag => 'imsu'.includes(flag)).join('');
  if (/[^dgimsuy]/.test(flags)) return { refused: `it has a flag other than i, m, s and u` };
  const effort = effortOf(source);
  if ('refused' in effort) return effort;
  const reach = reachOf(effort);
  if (reach < leastText) return { refused: 'it could take too long' };
  const regex = compiled(source, known);
  return regex === undefined ? { refused: 'it is no valid expression' } : { regex, effort, reach };
}

/** The most steps that a look at so much text can take. Loops take their shares of a text one behind the other. */
export const stepsFor = (effort: Effort, length: number): number =>
  (factor(effort) * Math.max(1, length) ** (effort.loops + 1)) / factorial(effort.loops + 1);

const reachOf = (effort: Effort): number =>
  Math.min(
    longest.text,
    Math.floor(((stepsOfALook * factorial(effort.loops + 1)) / factor(effort)) ** (1 / (effort.loops + 1))),
  );

const factor = ({ ways, size }: Effort) => ways * Math.max(1, size);

const factorial = (number: number): number => (number <= 1 ? 1 : number * factorial(Math.min(number, 50) - 1));

function compiled(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
