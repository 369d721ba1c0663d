import type { Format, Glimpse, Outline, Recognised } from '../../format.js';
import { asCardEntry } from './dialects.js';
import { loreOf, type Book } from './book.js';
import { baseOf } from './paths.js';
import { fieldsOf, isFields, own, type Fields } from './values.js';

/** Lorebooks by themselves: of version 3, World Info of SillyTavern, and those of RisuAI and Agnai. */
export const lorebookFormat = (): Format => ({ name: 'lorebook', recognise });

function recognise({ json, head, path }: Glimpse): Recognised | undefined {
  if (json?.root !== 'object' || !isBook(json, head)) return undefined;
  return {
    format: 'lorebook',
    role: 'lorebook',
    subject: null,
    isWorldwide: false,
    reads: 'json',
    streams: [],
    document: ({ value }) => loreOf({ ...bookIn(fieldsOf(value)), name: baseOf(path), subject: null }),
  };
}

function isBook({ members }: Extract<Outline, { root: 'object' }>, head: Uint8Array): boolean {
  if (members.get('spec')?.value === 'lorebook_v3' || isRisu(members.get('type')?.value)) return true;
  if (!members.has('entries')) return false;
  const entries = members.get('entries');
  return entries === undefined ? looksLikeEntries(Buffer.from(head).toString('latin1')) : areEntries(entries.value);
}

const isRisu = (type: unknown) => type === 'risu';

function areEntries(entries: unknown): boolean {
  const all: unknown[] = Array.isArray(entries) ? entries : Object.values(fieldsOf(entries));
  const [first] = all;
  if (first === undefined) return isFields(entries);
  return isFields(first) && asCardEntry(first) !== undefined && hasContent(first);
}

const hasContent = (entry: Fields) => ['content', 'entry'].some(name => Object.hasOwn(entry, name));

/** For a book that is longer than what was looked at. */
const looksLikeEntries = (head: string) =>
  /"(?:keys?|keywords)"\s*:/.test(head) && /"(?:content|entry)"\s*:/.test(head);

/** The book itself, and where it stands in its document. */
function bookIn(root: Fields): Pick<Book, 'value' | 'at' | 'list'> {
  const data = own(root, 'data');
  if (isFields(data)) return { value: data, at: '/data' };
  if (Array.isArray(data)) return { value: root, at: '', list: 'data' };
  return { value: root, at: '' };
}
