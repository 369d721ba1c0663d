import type { Cutting, PersonalityFound, Subject, VoiceFound } from '../../found.js';
import type { Remark } from '../../issue.js';
import { nameAt, textsAt, wholeTextAt } from './texts.js';
import { fatesOf, giveUp, readingOf, type Reading } from './reading.js';
import { isKnownAndKept, nestedFields } from './sketch-fields.js';
import { readSketch } from './sketch.js';
import { slugIn, subjectOf } from './subject.js';
import { cutTo, fieldOf, isFields, isUnset } from './values.js';

/** A config, in whichever of its spellings, and the voice in it. */
export function* readConfig(cutting: Cutting, file: Subject | null): Generator<PersonalityFound | VoiceFound> {
  if (!isFields(cutting.value)) return yield noConfig(cutting, file);
  const reading = readingOf(cutting.value, cutting.at);
  const foreignId = wholeTextAt(reading, ['id'], 200) ?? file?.foreignId ?? null;
  const username = nameAt(reading, ['username']) ?? null;
  const slug = slugIn(username) ?? file?.slug ?? null;
  const sketch = readSketch(reading, username);
  const owners = [...new Set(ownersIn(reading))];
  sayWhatIsOdd(reading);
  const subject = subjectOf(foreignId, slug);
  const found = { at: cutting.at, raw: cutting.raw, subject };
  const fates = fatesOf(reading, nestedFields);
  yield { kind: 'personalities', ...found, weight: 'config', slug, sketch, fates, owners, remarks: reading.remarks };
  if (sketch.voice) yield { kind: 'voices', ...found, voice: sketch.voice };
}

function ownersIn(reading: Reading): string[] {
  return [
    ['user_id', 'userId'],
    ['created_by', 'createdBy'],
  ].flatMap(paths => textsAt(reading, paths) ?? []);
}

function sayWhatIsOdd(reading: Reading) {
  for (const key of nestedFields) {
    const value = fieldOf(reading.fields, key);
    if (!isUnset(value) && !isFields(value)) giveUp(reading, key, 'not_an_object', 'is not an object');
  }
  const isUnknown = (key: string) => !reading.fates.has(key) && !isKnownAndKept(key) && !nestedFields.includes(key);
  const unknown = Object.keys(reading.fields).filter(isUnknown);
  if (unknown.length === 0) return;
  const more = unknown.length > 20 ? `, and ${unknown.length - 20} more` : '';
  const message = `Fields that nobody knows are kept in the archive: ${unknown
    .slice(0, 20)
    .map(key => cutTo(key, 60))
    .join(', ')}${more}.`;
  reading.remarks.push({ severity: 'info', code: 'unknown_fields', at: reading.at, message });
}

function noConfig({ at, raw }: Cutting, file: Subject | null): PersonalityFound {
  const odd: Remark = {
    severity: 'warn',
    code: 'not_a_config',
    at,
    message: 'This is no config of a personality. It is kept as it is.',
  };
  const fates = { mapped: [], archived: [], quarantined: [] };
  return {
    kind: 'personalities',
    at,
    raw,
    weight: 'mention',
    slug: file?.slug ?? null,
    sketch: {},
    fates,
    owners: [],
    remarks: [odd],
  };
}
