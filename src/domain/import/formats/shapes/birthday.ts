import { parseBirthday, type Birthday } from '../../../personality/birthday.js';
import { claim, giveUp, remark, type Reading, type Said } from './reading.js';
import { isUnset } from './values.js';

/** A day with or without its year, also as a moment. What is no day stays in the archive alone. */
export function readBirthday(reading: Reading): Said<Birthday> {
  const found = claim(reading, ['birthday']);
  if (found === undefined) return undefined;
  if (isUnset(found.value)) return null;
  const text = typeof found.value === 'string' ? found.value.trim() : '';
  const birthday = parseBirthday(text.replace(/T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/, ''));
  if (birthday === undefined) return giveUp(reading, 'birthday', 'no_such_day', 'is no day of any year');
  if (birthday.year === 2001 && text.includes('T'))
    remark(
      reading,
      'birthday',
      'info',
      'year_uncertain',
      'The year 2001 may stand for “year unknown”, and the day may be one off: v2 wrote it so. Please look.',
    );
  return birthday;
}
