import { cardOf } from '../import/formats/cards/card.js';
import { placeOf } from '../import/formats/cards/place.js';
import { fieldsOf, isFields, own, type Fields } from '../import/formats/cards/values.js';
import { parseExact } from '../json/exact.js';
import { bookDocument } from './book.js';
import type { CardParts } from './card.js';

/** A lorebook by itself, of version 3, from the book of a card or from another lorebook. */
export function lorebook({ lore, original }: Pick<CardParts, 'lore' | 'original'>): Fields {
  const root = original === null ? {} : fieldsOf(parseExact(original));
  const isBook = own(root, 'spec') === 'lorebook_v3';
  const data = (isBook ? bookIn(own(root, 'data')) : undefined) ?? bookAround(root);
  return {
    ...(isBook ? root : {}),
    spec: 'lorebook_v3',
    data: bookDocument(lore, data) ?? { extensions: {}, entries: [] },
  };
}

const bookIn = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined);

/** The book of a card, or a document that is a book itself, such as World Info. */
function bookAround(root: Fields): Fields | undefined {
  if (Object.hasOwn(root, 'entries')) return root;
  const card = cardOf(root);
  return card === undefined ? undefined : bookIn(placeOf(card, ['character_book'])?.value);
}
