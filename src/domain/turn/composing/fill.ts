import { chanceFrom } from '../../lore/chance.js';
import { calledOf } from '../../personality/called.js';
import type { Personality } from '../../personality/personality.js';
import { macros } from '../../text/macros.js';
import type { Knowledge } from './knowledge.js';

/** Fills in the macros of a text. `of` says which text it is. */
export type Fill = (text: string, of: string) => string;

/** What is steady is the same in every turn; what is fresh may differ from one to the next. */
export function fillsFor(
  personality: Personality,
  user: string,
  { text, saidAt }: Pick<Knowledge['message'], 'text' | 'saidAt'>,
): { readonly steady: Fill; readonly fresh: Fill } {
  const names = { char: calledOf(personality), user };
  const pick = chanceFrom(personality.id);
  const random = chanceFrom(`${personality.id} ${saidAt} ${text}`);
  return { steady: macros(names, { pick, random: pick }), fresh: macros(names, { pick, random }) };
}
