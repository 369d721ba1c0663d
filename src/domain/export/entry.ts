import { asCardEntry } from '../import/formats/cards/dialects.js';
import { loreFound } from '../import/formats/cards/book.js';
import { fieldsOf, own, type Fields } from '../import/formats/cards/values.js';
import type { Entry } from './match.js';
import { same, type Members } from './members.js';
import { rulesWritten } from './rules.js';

/** The entry of a card’s book: as it was, but for what it says otherwise today. */
export function entryDocument(original: Fields, entry: Entry, index: number): Fields {
  const base = asCardEntry(original) === original ? original : { ...original, ...asCardEntry(original) };
  const before = loreFound(base, { rules: undefined, at: '', index });
  const members: Members = new Map(Object.entries(base));
  const title = same(before.title, entry.title) ? [] : titled(entry.title, members);
  const plain: [string, unknown, unknown][] = [
    ['keys', before.keys, entry.keys],
    ['content', before.content, entry.content],
    ['enabled', before.enabled, entry.enabled],
    ['insertion_order', before.order, entry.order],
    ['constant', before.constant, entry.constant],
  ];
  const changed = plain.flatMap(([name, was, is]): [string, unknown][] => (same(was, is) ? [] : [[name, is]]));
  const written = new Map([...members, ...title, ...changed]);
  const extensions = new Map(Object.entries(fieldsOf(own(base, 'extensions'))));
  return rulesWritten(written, extensions, before.rules, entry.rules);
}

/** Where the title stood. An empty one must not leave the other name to be read in its place. */
function titled(title: string, members: Members): [string, unknown][] {
  const name = members.has('name') || !members.has('comment') ? 'name' : 'comment';
  const other = name === 'name' ? 'comment' : 'name';
  return Object.entries(title === '' && members.has(other) ? { [name]: title, [other]: '' } : { [name]: title });
}

/** A new entry, with all that version 2 and 3 require of one. */
export const newEntry: Fields = {
  keys: [],
  content: '',
  extensions: {},
  enabled: true,
  insertion_order: 0,
  use_regex: false,
  constant: false,
};
