import { messageOf, referenceIn, TzurotError } from '../errors.js';
import type { Personality } from '../personality/personality.js';

/** What is said where an answer was expected and none came. */
export type FailureWords = {
  /** Who says it: the personality, in its own words, or the program. */
  readonly by: 'personality' | 'program';
  readonly text: string;
  /** Under which the whole truth can be read. Null where it stands in the text already. */
  readonly reference: string | null;
};

/**
 * What people read in the channel. What they can do something about themselves is said in plain words; anything else in
 * the personality's own, and the truth is behind the reference.
 */
export function failureWords(error: unknown, personality: Personality): FailureWords {
  if (isTheirs(error)) return { by: 'program', text: helped(error), reference: null };
  const reference = referenceIn(error) ?? null;
  const words = personality.errorMessage ?? `${personality.displayName} could not answer just now.`;
  return { by: 'personality', text: reference === null ? words : `${words}\n-# ${reference}`, reference };
}

/** Who pays, how often, how old: what whoever asked can see to. */
const isTheirs = (error: unknown): error is TzurotError => {
  if (!(error instanceof TzurotError)) return false;
  const { billing, limit, age } = error.facts ?? {};
  const isAboutSums = limit === 'budget'; // What somebody may spend, and has spent, is nobody else's business.
  return (
    (limit !== undefined && !isAboutSums) ||
    age !== undefined ||
    (billing !== undefined && !aboutKeys.some(each => each === billing))
  );
};

/** What concerns a person's own key is nobody else's business. */
const aboutKeys = ['key-refused', 'outage'] as const;

/** An error with the command that helps, as Discord knows it. */
export const helped = (error: unknown): string => {
  const hint = error instanceof TzurotError && error.try !== undefined ? slashFor(error.try) : undefined;
  return hint === undefined ? messageOf(error) : `${messageOf(error)} Try \`${hint}\`.`;
};

/** The commands of the command line that there are in Discord as well, however they are called there. */
const alsoSlash: readonly (readonly [RegExp, string])[] = [
  [/^wallet (set|test)\b/, '/wallet set'],
  [/^wallet remove\b/, '/wallet remove'],
  [/^wallet (list|--help)/, '/wallet list'],
  [/^channel list\b/, '/channel list'],
];

const slashFor = (command: string): string | undefined => alsoSlash.find(([pattern]) => pattern.test(command))?.[1];
