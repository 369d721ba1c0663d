import { isoOf, microsPerDay, type Micros } from '../../../time.js';
import type { Remark } from '../../issue.js';
import { momentOf } from './moment.js';
import { fieldOf, isUnset, type Fields } from './values.js';

/** When it was, by the first of its times that is one. Null: none is. */
export function timeOf(row: Fields, metadata: Fields, at: string, remarks: Remark[]): Micros | null {
  const said = [
    ...['created_at', 'end_ts', 'start_ts'].map(name => fieldOf(metadata, name)),
    ...['created_at', 'timestamp', 'end_ts', 'start_ts'].map(name => fieldOf(row, name)),
  ].filter(value => !isUnset(value));
  const times = said.map(momentOf).filter(moment => moment !== undefined);
  if (times.length < said.length)
    remarks.push({
      severity: 'info',
      code: 'no_such_time',
      at,
      message: 'One of its times is none. The archive has it.',
    });
  const [first] = times;
  if (first === undefined) return null;
  const other = times.find(each => Math.abs(each - first) > microsPerDay);
  if (other !== undefined)
    remarks.push({
      severity: 'warn',
      code: 'times_disagree',
      at,
      message: `Its times are more than a day apart: ${isoOf(first)}, which is used, and ${isoOf(other)}.`,
    });
  return first;
}
