import { fold } from '../../../text/fold.js';
import type { Discovery, Tools } from '../../format.js';
import type { AvatarClaim, PersonalityFound, Subject } from '../../found.js';
import type { Remark } from '../../issue.js';
import { loreOf } from './book.js';
import { cardOf, type Card } from './card.js';
import { claimOf } from './charx.js';
import { fatesOf } from './fates.js';
import { ownIdOf } from './own.js';
import { baseOf, folderOf } from './paths.js';
import { placeOf, pathOf, pointerOf, type Place } from './place.js';
import { sketchOfCard, type SketchReading } from './sketch.js';
import { cutTo, isEmpty, isFields, onOneLine, slugFor } from './values.js';

/** The JSON of a card, and in which file it was. */
type CardSource = {
  readonly value: unknown;
  readonly raw: string;
  readonly path: string;
  readonly remarks?: readonly Remark[];
};

/** All that a card holds but its picture. Nothing when it is none. */
export function* foundInCard(source: CardSource, tools: Pick<Tools, 'sha256'>): Generator<Discovery> {
  const card = cardOf(source.value);
  if (card === undefined) return;
  const reading = sketchOfCard(card);
  const name = reading.sketch.name ?? fileNameOf(source.path);
  const creator = reading.sketch.manner.creator ?? fileNameOf(source.path);
  // The id that a card made here carries; else its name and who made it, or which file it was in.
  const foreignId = ownIdOf(card) ?? `${fold(name)}/${fold(creator)}`;
  const subject = { foreignId, slug: slugFor(name, tools) };
  const claim = claimOf(card, source.path, subject);
  const book = placeOf(card, ['character_book']);
  yield personalityIn(source, card, reading, { name, subject, book, claim });
  if (book !== undefined) yield* loreOf({ value: entriesIn(book.value), at: pointerOf(book), name, subject });
  if (claim !== undefined) yield claim;
}

type Known = {
  readonly name: string;
  readonly subject: Subject;
  readonly book: Place | undefined;
  readonly claim: AvatarClaim | undefined;
};

function personalityIn(source: CardSource, card: Card, reading: SketchReading, known: Known): PersonalityFound {
  const { name, subject, book, claim } = known;
  const { sketch, odd, remarks } = reading;
  const oddBook = book === undefined || isBook(book.value) ? [] : [book];
  const mapped = [...(book === undefined ? [] : [pathOf(book)]), ...(claim === undefined ? [] : ['data.assets'])];
  const unnamed = sketch.name === undefined ? [noName(name)] : [];
  return {
    kind: 'personalities',
    at: '',
    raw: source.raw,
    subject,
    weight: 'config',
    slug: subject.slug,
    sketch: { name, prompt: sketch.prompt, manner: sketch.manner },
    fates: fatesOf(card, new Set([...odd, ...oddBook.map(pathOf)]), mapped),
    owners: [],
    remarks: [...(source.remarks ?? []), ...card.remarks, ...unnamed, ...remarks, ...oddBook.map(noBook)],
  };
}

const isBook = (value: unknown) => isEmpty(value) || isFields(value) || Array.isArray(value);

const entriesIn = (book: unknown) => (isFields(book) ? book : { entries: book });

/** What the file of a card is called; for one in an archive, what the archive is. */
function fileNameOf(path: string): string {
  const around = baseOf(path) === 'card' ? baseOf(folderOf(path) ?? '') : '';
  return cutTo(onOneLine(around || baseOf(path)), 200).trim() || 'card';
}

const noBook = (place: Place): Remark => ({
  severity: 'warn',
  code: 'odd_value',
  at: pointerOf(place),
  message: `“${pathOf(place)}” is no lorebook. It is kept in the archive.`,
});

const noName = (name: string): Remark => ({
  severity: 'warn',
  code: 'no_name',
  at: '',
  message: `The card does not say a name. It was called “${name}”, as its file is.`,
});
