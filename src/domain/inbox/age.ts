import { TzurotError } from '../errors.js';
import type { Personality } from '../personality/personality.js';

/** Whether everybody here has said that they are of age (null: nobody could look), and whether this person has shown it. */
export type Age = { readonly isAgeRestricted: boolean | null; readonly isVerified: boolean };

/** Why a personality for adults does not answer somebody. Undefined where nothing stands against it. */
export function ageRefusal(
  { manner, displayName }: Pick<Personality, 'manner' | 'displayName'>,
  { isAgeRestricted, isVerified }: Age,
): TzurotError | undefined {
  if (manner.isAdult !== true || isVerified || isAgeRestricted === true) return undefined;
  if (isAgeRestricted === null) {
    const words = `${displayName} is for adults, and whether this channel is could not be looked up. Try again in a moment.`;
    return new TzurotError('unavailable', words, { facts: { age: 'unknown' } });
  }
  const words = `${displayName} is for adults, and speaks only in age-restricted channels or to people who have shown to be of age.`;
  return new TzurotError('denied', words, { facts: { age: 'unverified' } });
}
