import { microsPerSecond, type Micros } from '../time.js';
import type { Said } from './said.js';

/** Who waited longer is not answered any more. */
const longestWait: Micros = 900 * microsPerSecond;

export const isTooOld = ({ saidAt }: Pick<Said, 'saidAt'>, now: Micros): boolean =>
  now - Math.max(saidAt, 0) > longestWait;
