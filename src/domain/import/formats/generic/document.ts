import { spelled } from '../../../json/exact.js';
import { slugOf } from '../../../personality/slug.js';
import type { Cutting, MessageFound, PersonalityFound, Subject } from '../../found.js';
import { characterIn, type Character } from './character.js';
import { fatesOf } from './fates.js';
import type { Block, Mapping, Shape } from './mapping.js';
import { hasEach, placesAt, rootOf, type Place } from './path.js';
import { fileRemarks, withRemarks } from './remarks.js';
import { linesIn, type Talk } from './speech.js';
import { pickedText } from './pick.js';
import { subjectFor } from './subject.js';
import { isMembers, membersFrom, pointer } from './value.js';

export type File = {
  readonly mapping: Mapping;
  readonly shape: Shape;
  /** As it was known from the beginning of the file. */
  readonly subject: Subject | null;
  readonly name: string | undefined;
  readonly path: string;
};

/** Everything that stands in a document beside what is streamed. */
export function documentIn(whole: Cutting, file: File): (PersonalityFound | MessageFound)[] {
  const { mapping, shape } = file;
  const character = shape.character && characterIn(whole.value, shape.character);
  const name = character?.name ?? file.name;
  const subject = file.subject ?? subjectFor(character?.id ?? null, name);
  const about = subject !== null && file.subject === null ? { subject } : {};
  const remarks = fileRemarks(mapping, subject);
  const talk = talkIn(whole.value, file);
  const lines = (shape.messages ?? []).flatMap(block =>
    blockIn(whole, block, { id: talk, times: mapping.times, ...about }),
  );
  if (character === undefined || subject === null) return withRemarks(lines, remarks);
  return [
    {
      kind: 'personalities',
      at: '',
      raw: rawOf(whole, shape, { ...character, name }),
      ...about,
      ...remarked([...remarks, ...character.remarks]),
      weight: character.isDescribed ? 'config' : 'mention',
      slug: slugOf(name ?? '') ?? null,
      sketch: name === undefined ? character.sketch : { name, ...character.sketch },
      fates: fatesOf(whole.value, shape),
      owners: [],
    },
    ...lines,
  ];
}

const remarked = (remarks: PersonalityFound['remarks'] = []) => (remarks.length === 0 ? {} : { remarks });

export const talkIn = (value: unknown, { shape: { talk }, path }: Pick<File, 'shape' | 'path'>): string =>
  (talk === undefined ? undefined : pickedText(value, talk)) ?? path;

/** Of a talk only who is in it; of a description everything but the talk. */
function rawOf({ value, raw }: Cutting, { messages = [] }: Shape, { id, name, isDescribed }: Character): string {
  if (!isDescribed) return JSON.stringify({ id, name });
  const talked = new Set(messages.map(({ each }) => rootOf(each)));
  if (talked.size === 0 || !isMembers(value)) return raw;
  return spelled(membersFrom(Object.entries(value).filter(([member]) => !talked.has(member))));
}

/** What is said in one place of a document: a list, several lists, or a single thing. */
function blockIn({ value }: Cutting, { each, lines }: Block, talk: Talk): MessageFound[] {
  const places = placesAt({ value, at: '' }, each);
  return places.flatMap((place, number) => {
    const id = hasEach(each) && places.length > 1 ? `${talk.id}#${number + 1}` : talk.id;
    return elementsOf(place).flatMap((element, index) =>
      linesIn({ ...element, raw: spelled(element.value), index }, lines, { ...talk, id }),
    );
  });
}

const elementsOf = ({ value, at }: Place): Place[] =>
  Array.isArray(value)
    ? value.map((element: unknown, index) => ({ value: element, at: pointer(at, index) }))
    : [{ value, at }];
