import type { Cutting, PersonalizationFound } from '../../found.js';
import { quarantined } from './aside.js';
import { nameAt, textAt, wholeTextAt } from './texts.js';
import { readParams } from './params.js';
import { readingOf } from './reading.js';
import { pathsOf } from './sketch-fields.js';
import { isFields } from './values.js';

/** What a personality was told of one person. It is a record also when nothing in it is set. */
export function readPersonalization({ value, raw, at }: Cutting): PersonalizationFound {
  const reading = readingOf(isFields(value) ? value : {}, at);
  const found: PersonalizationFound = {
    kind: 'userPersonalizations',
    at,
    raw,
    preferredName: nameAt(reading, pathsOf('preferred_name')) ?? null,
    pronouns: textAt(reading, ['pronouns']) ?? null,
    sidecar: textAt(reading, ['backstory', 'sidecar']) ?? null,
    model: wholeTextAt(reading, pathsOf('engine_model'), 300) ?? null,
    params: readParams(reading),
  };
  const remarks = reading.remarks.length > 0 && { remarks: reading.remarks };
  return { ...found, ...remarks, ...(!isFields(value) && { aside: notOne }) };
}

const notOne = quarantined(
  'not_a_personalization',
  'This is not an object, so nothing in it says who somebody is.',
  'Write it as an object with “preferred_name”, “pronouns” and “backstory”.',
);
