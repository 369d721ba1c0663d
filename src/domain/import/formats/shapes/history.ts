import type { Cutting, PersonalityFound, Subject } from '../../found.js';
import type { Discovery } from '../../format.js';
import { nameAt, wholeTextAt } from './texts.js';
import { expect } from './expect.js';
import { fatesOf, readingOf } from './reading.js';
import { subjectOf } from './subject.js';
import { fieldOf, isFields } from './values.js';

/** What stands around the messages of a history: who it is with, and how many there should be. */
export function* readHistory(whole: Cutting, file: Subject | null): Generator<Discovery> {
  if (!isFields(whole.value)) return;
  const reading = readingOf(whole.value, whole.at);
  const subject = subjectOf(wholeTextAt(reading, ['shape_id'], 200) ?? file?.foreignId ?? null, file?.slug ?? null);
  const name = nameAt(reading, ['shape_name']);
  if (typeof name === 'string' && subject !== null) yield mention(whole, subject, name, fatesOf(reading));
  yield* expect(subject, whole.at, { messages: fieldOf(whole.value, 'message_count') });
}

const mention = (
  { raw, at }: Cutting,
  subject: Subject,
  name: string,
  fates: PersonalityFound['fates'],
): PersonalityFound => ({
  kind: 'personalities',
  at,
  raw,
  subject,
  weight: 'mention',
  slug: subject.slug,
  sketch: { name },
  fates,
  owners: [],
});
