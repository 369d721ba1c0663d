import { loreRulesSchema, type LoreRules } from '../../../personality/lore.js';
import { spelled } from '../../../json/exact.js';
import type { LoreFound, Subject } from '../../found.js';
import type { Remark } from '../../issue.js';
import { asCardEntry } from './dialects.js';
import { rulesOf } from './rules.js';
import { cutTo, isFields, numberOf, own, textOf, textsOf, type Fields } from './values.js';

/** A lorebook and where it stands. */
export type Book = {
  readonly value: Fields;
  readonly at: string;
  /** When it does not say itself. */
  readonly name: string;
  readonly subject: Subject | null;
  /** What the list of its entries is called. */
  readonly list?: string;
};

/** The entries of a lorebook, each by itself. */
export function* loreOf(book: Book): Generator<LoreFound> {
  const rules = bookRules(book.value, book.name);
  const ids = new Set<string>();
  for (const [index, [key, value]] of entriesOf(book.value, book.list).entries()) {
    const found = loreFound(value, { rules, at: `${book.at}/${key}`, index });
    const foreignId = found.foreignId === null || ids.has(found.foreignId) ? null : found.foreignId;
    if (foreignId !== null) ids.add(foreignId);
    yield { ...found, foreignId, subject: book.subject };
  }
}

/** The entries and what they are called in a pointer, wherever the book has them. */
export function entriesOf(book: Fields, list = 'entries'): [key: string, value: unknown][] {
  const entries = own(book, list);
  if (Array.isArray(entries)) return entries.map((value, index) => [`${list}/${index}`, value]);
  return isFields(entries) ? Object.entries(entries).map(([key, value]) => [`${list}/${step(key)}`, value]) : [];
}

const step = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

const bookSchema = loreRulesSchema.shape.book.unwrap();

/** What all entries of a book share. */
export function bookRules(book: Fields, name: string): NonNullable<LoreRules['book']> {
  const limits = {
    scanDepth: numberOf(own(book, 'scan_depth')),
    tokenBudget: numberOf(own(book, 'token_budget')),
    recursive: own(book, 'recursive_scanning'),
  };
  const good = Object.entries(limits).filter(
    ([limit, value]) => bookSchema.safeParse({ name, [limit]: value }).success,
  );
  const said = good.filter(([, value]) => value !== undefined);
  return bookSchema.parse({ name: cutTo(textOf(own(book, 'name')) ?? name, 200), ...Object.fromEntries(said) });
}

type Around = { readonly rules: LoreRules['book']; readonly at: string; readonly index: number };

/** One entry. What is none is set aside. */
export function loreFound(value: unknown, { rules: book, at, index }: Around): LoreFound {
  const entry = isFields(value) ? asCardEntry(value) : undefined;
  if (entry === undefined) return notAnEntry(value, at, index);
  const { rules, remarks } = rulesOf(entry, book, at);
  const id = textOf(own(entry, 'id'));
  return {
    kind: 'lore',
    at,
    raw: spelled(value),
    foreignId: id === undefined ? null : `${book?.name ?? ''}/${id}`,
    title: textOf(own(entry, 'name')) ?? textOf(own(entry, 'comment')) ?? '',
    content: textOf(own(entry, 'content')) ?? '',
    keys: textsOf(own(entry, 'keys')),
    constant: own(entry, 'constant') === true,
    enabled: own(entry, 'enabled') !== false,
    order: numberOf(own(entry, 'insertion_order')) ?? index,
    rules,
    remarks: [...remarks, ...oddContent(own(entry, 'content'), at)],
  };
}

function oddContent(value: unknown, at: string): Remark[] {
  if (value === undefined || value === null || typeof value === 'string') return [];
  return [
    {
      severity: 'warn',
      code: 'odd_value',
      at,
      message: 'The content of the entry is no text. It is kept in the archive.',
    },
  ];
}

const notAnEntry = (value: unknown, at: string, index: number): LoreFound => ({
  kind: 'lore',
  at,
  raw: spelled(value),
  foreignId: null,
  title: '',
  content: '',
  keys: [],
  constant: false,
  enabled: false,
  order: index,
  rules: {},
  aside: {
    fate: 'quarantined',
    code: 'not_an_entry',
    why: 'This is not formed like an entry of a lorebook, which has keys and a content.',
    try: 'Give it “keys” and “content” in the file, and import it again.',
  },
});
