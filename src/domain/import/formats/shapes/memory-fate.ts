import type { MemoryFound } from '../../found.js';
import { deletedAtSource, quarantined } from './aside.js';
import { fieldOf, isFields } from './values.js';

/** Why a row is not for use. Undefined: it is. */
export function archivedOrNot(row: unknown): MemoryFound['aside'] {
  if (!isFields(row)) {
    return quarantined(
      'not_a_memory',
      'This is not an object, so nothing in it says what is remembered.',
      'Write it as an object with the text under “result”, and import it again.',
    );
  }
  const deleted = fieldOf(row, 'deleted');
  if (deleted === true || deleted === 'true' || deleted === 1) return deletedAtSource;
  const result = fieldOf(row, 'result');
  if (result === undefined || (typeof result === 'string' && result.trim() === '')) {
    return quarantined(
      'empty_memory',
      'There is no text under “result”.',
      'Put the text there if you know it, and import it again. Else nothing is missing.',
    );
  }
  if (typeof result === 'string') return undefined;
  return quarantined(
    'not_a_memory',
    'What stands under “result” is not a text.',
    'Put the text itself there, in quotes, and import it again.',
  );
}
