import { bookRules, entriesOf, loreFound } from '../import/formats/cards/book.js';
import { isFields, type Fields } from '../import/formats/cards/values.js';
import { spelled } from '../json/exact.js';
import { entryDocument, newEntry } from './entry.js';
import { matched, type Entry } from './match.js';
import { completed, objectOf, withMember, type Members } from './members.js';

/** The book of a card: as it was, but for the entries and limits that are others today. Undefined: there is none. */
export function bookDocument(lore: readonly Entry[], original: Fields | undefined): Fields | undefined {
  if (lore.length === 0 && original === undefined) return undefined;
  const members: Members = new Map(Object.entries(original ?? {}));
  const entries = entryDocuments(lore, original ?? {});
  return objectOf(completed(withMember(limited(members, lore, original), 'entries', entries), { extensions: {} }));
}

function entryDocuments(lore: readonly Entry[], original: Fields): unknown[] {
  const before = entriesOf(original).map(([, value], index) => ({
    value,
    found: loreFound(value, { rules: undefined, at: '', index }),
  }));
  const earlier = before.map(each => each.found);
  const { found, fresh } = matched(earlier, lore);
  const live = new Set([...found.keys()].map(index => spelled(before[index]?.value)));
  const kept = before.flatMap(({ value, found: { aside } }, index): { value: unknown; entry: Entry | undefined }[] => {
    const entry = found.get(index);
    const isRepeated = entry === undefined && live.has(spelled(value));
    return entry !== undefined || isRepeated || aside !== undefined ? [{ value, entry }] : [];
  });
  const added = fresh.map(entry => ({ value: newEntry, entry }));
  return [...kept, ...added].map(({ value, entry }, index) =>
    entry !== undefined && isFields(value) ? entryDocument(value, entry, index) : value,
  );
}

const limitNames = { scanDepth: 'scan_depth', tokenBudget: 'token_budget', recursive: 'recursive_scanning' } as const;
const limits = ['scanDepth', 'tokenBudget', 'recursive'] as const;

/** What all entries share, taken from the first one that says it. */
function limited(members: Members, lore: readonly Entry[], original: Fields | undefined): Members {
  const today = lore.find(({ rules }) => rules.book !== undefined)?.rules.book;
  if (today === undefined) return members;
  const before = bookRules(original ?? {}, today.name);
  const isNamed = before.name === today.name && (original !== undefined || today.name === '');
  const named = isNamed ? members : withMember(members, 'name', today.name);
  return limits
    .filter(limit => before[limit] !== today[limit])
    .reduce((each, limit) => withMember(each, limitNames[limit], today[limit]), named);
}
