import type { Voice } from '../../../personality/personality.js';
import { wholeTextAt } from './texts.js';
import { numberAt } from './numbers.js';
import type { Reading, Said } from './reading.js';
import { pathsOf } from './sketch-fields.js';

const share = { min: 0, max: 1 };

/** The `voice_*` fields. Without an id there is no voice, and what is said of it stays in the archive. */
export function readVoice(reading: Reading): Said<Voice> {
  const id = wholeTextAt(reading, pathsOf('voice_id'), 200);
  if (typeof id !== 'string') return id;
  return {
    id,
    model: wholeTextAt(reading, pathsOf('voice_model'), 200) ?? null,
    stability: numberAt(reading, pathsOf('voice_stability'), share) ?? null,
    similarity: numberAt(reading, pathsOf('voice_similarity'), share) ?? null,
    style: numberAt(reading, pathsOf('voice_style'), share) ?? null,
    frequency: numberAt(reading, pathsOf('voice_frequency'), { min: 0, max: Number.MAX_VALUE }) ?? null,
  };
}
