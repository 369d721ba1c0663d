import { mannerSchema, promptSchema, type Manner, type PromptText } from '../../../personality/personality.js';
import type { Card } from './card.js';
import { listRows, mannerRows, promptRows } from './fields.js';
import { fieldsOf, own, textOf, type Fields } from './values.js';

/** What we say of somebody and no card has a field for. It stands in the extensions of the cards made here. */
export type OwnWords = { readonly prompt: PromptText; readonly manner: Manner };

const inCards: ReadonlySet<string> = new Set([...promptRows, ...mannerRows, ...listRows].map(({ ours }) => ours));
const promptKeys = promptSchema.keyof().options.filter(key => !inCards.has(key));
const mannerKeys = mannerSchema.keyof().options.filter(key => !inCards.has(key));

/** The part of these words that no card has a field for. What does not fit is left out. */
export function ownWords(prompt: Fields, manner: Fields): OwnWords {
  const words = promptKeys.map(key => [key, promptSchema.shape[key].safeParse(own(prompt, key)).data]);
  const ways = mannerKeys.map(key => [key, mannerSchema.shape[key].safeParse(own(manner, key)).data]);
  return { prompt: promptSchema.parse(said(words)), manner: mannerSchema.parse(said(ways)) };
}

const said = (pairs: readonly (readonly unknown[])[]) =>
  Object.fromEntries(pairs.filter(([, value]) => value !== undefined));

/** Such words in a card. */
export function ownWordsIn(card: Card): OwnWords {
  const ours = oursIn(card);
  return ownWords(fieldsOf(own(ours, 'prompt')), fieldsOf(own(ours, 'manner')));
}

/** The id that a card made here carries. */
export const ownIdOf = (card: Card): string | undefined => textOf(own(oursIn(card), 'id'));

const oursIn = ({ data }: Card): Fields => fieldsOf(own(fieldsOf(own(data ?? {}, 'extensions')), 'tzurot'));
