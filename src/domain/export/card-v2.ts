import { fieldsOf, isFields, own, type Fields } from '../import/formats/cards/values.js';
import { cardDocument, type CardParts } from './card.js';
import { undecorated } from './decorators.js';
import { objectOf, withMember } from './members.js';

/** A character card of version 2. */
export const cardV2 = (parts: CardParts): Fields => cardDocument(parts, 'v2');

/** The same for programs that know no version 3: without the decorators, which they would take for text. */
export function plainCardV2(parts: CardParts): Fields {
  const card = cardV2(parts);
  const data = fieldsOf(own(card, 'data'));
  const book = own(data, 'character_book');
  return isFields(book)
    ? put(card, 'data', put(data, 'character_book', put(book, 'entries', plain(own(book, 'entries')))))
    : card;
}

const plain = (entries: unknown): unknown => (Array.isArray(entries) ? entries.map(plainEntry) : entries);

function plainEntry(entry: unknown): unknown {
  const content = isFields(entry) ? own(entry, 'content') : undefined;
  return isFields(entry) && typeof content === 'string' ? put(entry, 'content', undecorated(content)) : entry;
}

const put = (fields: Fields, name: string, value: unknown): Fields =>
  objectOf(withMember(new Map(Object.entries(fields)), name, value));
