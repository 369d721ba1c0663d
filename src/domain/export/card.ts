import { cardOf, specs, type Card } from '../import/formats/cards/card.js';
import { listRows, mannerRows, nameRow, promptRows } from '../import/formats/cards/fields.js';
import { placeOf, type Place } from '../import/formats/cards/place.js';
import { ownWords } from '../import/formats/cards/own.js';
import { sketchOfCard, type CardSketch } from '../import/formats/cards/sketch.js';
import { fieldsOf, isEmpty, isFields, numberOf, own, type Fields } from '../import/formats/cards/values.js';
import { parseExact } from '../json/exact.js';
import type { LoreEntry } from '../personality/lore.js';
import type { Personality } from '../personality/personality.js';
import { bookDocument } from './book.js';
import { completed, objectOf, same, withMember, type Members } from './members.js';

/** What a card is made of. */
export type CardParts = {
  readonly personality: Personality;
  readonly lore: readonly LoreEntry[];
  /** The JSON of the card they came from. Null: they came from none. */
  readonly original: string | null;
  /** The same of whatever format, to be given along with our own. */
  readonly kept?: string | null;
};

export type Version = keyof typeof specs;

/** A card with today’s words. All that we do not know of the card they came from stays as it was. */
export function cardDocument({ personality, lore, original }: CardParts, version: Version): Fields {
  const card = original === null ? blank : (cardOf(parseExact(original)) ?? blank);
  const before = sketchOfCard(card).sketch;
  const today: CardSketch = { name: personality.name, prompt: personality.prompt, manner: personality.manner };
  const written = rows.reduce((draft, row) => rowWritten(draft, row, before, today), draftOf(card));
  const book = bookDocument(lore, originalBook(card));
  const data = completed(
    book === undefined ? written.data : withMember(written.data, 'character_book', book),
    required[version],
  );
  const spec = specOf(card, version);
  const first = written.root.has('spec') ? [] : spec;
  return objectOf(new Map([...first, ...written.root, ...spec, ['data', objectOf(withOurs(data, personality))]]));
}

const blank: Card = { root: {}, data: undefined, remarks: [] };

/** A card while it is written. */
type Draft = { readonly card: Card; readonly root: Members; readonly data: Members };

const draftOf = (card: Card): Draft => ({
  card,
  root: new Map(Object.entries(card.root)),
  data: new Map(Object.entries(card.data ?? {})),
});

type Row = {
  readonly names: readonly [string, ...string[]];
  readonly of: (sketch: CardSketch) => unknown;
  readonly none: unknown;
};

const rows: readonly Row[] = [
  { names: nameRow.names, of: ({ name }) => name, none: '' },
  ...promptRows.map(({ ours, names }): Row => ({ names, of: ({ prompt }) => prompt[ours], none: '' })),
  ...mannerRows.map(({ ours, names }): Row => ({ names, of: ({ manner }) => manner[ours], none: '' })),
  ...listRows.map(({ ours, names }): Row => ({ names, of: ({ manner }) => manner[ours], none: [] })),
];

function rowWritten(draft: Draft, { names, of, none }: Row, before: CardSketch, today: CardSketch): Draft {
  const { card, root, data } = draft;
  const place = placeOf(card, names);
  const isSame = same(of(before), of(today));
  if (isSame && (place === undefined || place.within === 'data')) return draft;
  const value = isSame ? place?.value : (of(today) ?? none);
  const name = place?.within === 'data' ? place.name : names[0];
  return { card, root: isSame ? root : mirrored(root, names, place, value), data: withMember(data, name, value) };
}

/** Where the root repeats what `data` said, it goes on doing so. */
function mirrored(root: Members, names: readonly string[], place: Place | undefined, value: unknown): Members {
  const mirrors = names.filter(name => root.has(name) && place !== undefined && same(root.get(name), place.value));
  return mirrors.reduce((each, name) => withMember(each, name, value), root);
}

function originalBook(card: Card): Fields | undefined {
  const value = placeOf(card, ['character_book'])?.value;
  return Array.isArray(value) ? { entries: value } : isFields(value) && !isEmpty(value) ? value : undefined;
}

/** The id by which the card is known again, and what no card has a field for. */
function withOurs(data: Members, { id, source, prompt, manner }: Personality): Members {
  const extensions: Members = new Map(Object.entries(fieldsOf(data.get('extensions'))));
  const words = Object.entries(ownWords(prompt, manner)).map(([part, said]) => [part, emptyAsNone(said)] as const);
  const known = source?.format === 'card' ? source.foreignId : id;
  const before: Members = new Map(Object.entries(fieldsOf(extensions.get('tzurot'))));
  const ours = [['id', known] as const, ...words].reduce(
    (each, [name, value]) => withMember(each, name, value),
    before,
  );
  return withMember(data, 'extensions', objectOf(withMember(extensions, 'tzurot', objectOf(ours))));
}

const emptyAsNone = (said: object) => (Object.keys(said).length === 0 ? undefined : said);

const numbers = { v2: '2.0', v3: '3.0' } as const;

/** A newer version that the card already has stays. */
function specOf({ root }: Card, version: Version): [string, unknown][] {
  const isNewer =
    own(root, 'spec') === specs[version] && (numberOf(own(root, 'spec_version')) ?? 0) >= Number(numbers[version]);
  const number = isNewer ? own(root, 'spec_version') : numbers[version];
  return Object.entries({ spec: specs[version], spec_version: number });
}

const ofBoth: Fields = {
  name: '', description: '', personality: '', scenario: '', first_mes: '', mes_example: '', creator_notes: '',
  system_prompt: '', post_history_instructions: '', alternate_greetings: [], tags: [], creator: '',
  character_version: '', extensions: {},
}; // prettier-ignore

/** What a card of a version must have, even when it says nothing. */
const required = { v2: ofBoth, v3: { ...ofBoth, group_only_greetings: [] } } as const;
